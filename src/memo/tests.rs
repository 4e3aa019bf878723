use tempfile::TempDir;

use super::*;
use crate::assessment::model::{Assessment, DutyMet, Given};
use crate::assessment::sample::{self, INTERNAL, OUTGOING, time as at};
use crate::assessment::{Record, Words};
use crate::canonical::hex;
use crate::date::When;
use crate::register::{Signature, Stored};
use crate::ruleset::model::{Confidence, JA, Moment, NEJ, VET_EJ};
use crate::signature::{DECISION, KeyFile, SignatureError, Signers, Trust, signer_line};
use crate::text::Language;

fn stored(record: &Record, signatures: Vec<Signature>) -> Stored {
    Stored {
        id: "2026-0007".into(),
        digest: record.digest(),
        bytes: record.bytes().to_vec(),
        recorded_at: at("2026-11-21T09:00:00Z"),
        signatures,
        closure: [0; 32],
        statements: Vec::new(),
        continued_by: None,
        goes_on_from: None,
    }
}

fn signed(record: &Record) -> (Stored, Signers, String) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("id");
    let public = crate::signature::create(&path, "x", "").unwrap();
    let key = KeyFile::read(&path).unwrap().unlock(Some("x")).unwrap();
    let signature = Signature {
        namespace: DECISION.into(),
        armoured: crate::signature::sign(record.bytes(), &key, DECISION).unwrap(),
        signed_at: at("2026-11-21T09:00:00Z"),
    };
    let signers = Signers::parse(&signer_line("x@namnd", &public, DECISION).unwrap()).unwrap();
    (stored(record, vec![signature]), signers, public.fingerprint())
}

fn changed(harm: u16, change: impl FnOnce(&mut Assessment)) -> Record {
    let mut assessment = sample::record(harm).0.assessment().clone();
    change(&mut assessment);
    Record::seal(&assessment).unwrap()
}

fn everywhere(memo: &Memo) -> [String; 3] {
    [text::render(memo, 100), text::render(memo, 40), markdown::render(memo)]
}

fn section<'m>(memo: &'m Memo, heading: &str) -> &'m [Block] {
    &memo.sections.iter().find(|section| section.heading == heading).unwrap_or_else(|| panic!("{heading}")).blocks
}

fn table<'m>(memo: &'m Memo, heading: &str) -> &'m Table {
    match section(memo, heading) {
        [Block::Table(table)] => table,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_schedule_says_which_item_for_whom_by_which_provision_and_why() {
    let (record, _) = sample::record(NEJ);
    let memo = internal(&record, &Evidence::default(), Language::Sv);
    let table = table(&memo, "Uppgifterna");
    assert_eq!(table.headings, ["Uppgift", "Skyddad person", "Utfall", "Lagrum", "Skäl"]);
    let rows: Vec<Vec<&str>> = table.rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    let item = "läkarintyg från mars";
    let reason = format!("26 kap. 1 § OSL: {INTERNAL}");
    assert_eq!(rows[0], [item, "resultat", "effekt Withhold", "26 kap. 1 § OSL", "–"]);
    assert_eq!(rows[1], ["därav", "Klient A", "effekt Withhold", "26 kap. 1 § OSL", &reason]);
    assert_eq!(rows[2], ["därav", "Anmälaren", "effekt Release", "26 kap. 1 § OSL", "–"]);
    assert_eq!(rows[3][..3], ["adress", "allmänt intresse", "effekt Release"]);
    assert_eq!(rows.len(), 4);
}

#[test]
fn with_many_items_the_schedule_says_where_each_stands_and_the_reasons_stand_once() {
    let record = changed(NEJ, |assessment| {
        assessment.results[0].document = Some("d1".into());
        let other = assessment.results[1].clone();
        assessment.results.resize(11, other);
    });
    let memo = internal(&record, &Evidence::default(), Language::Sv);
    let table = table(&memo, "Uppgifterna");
    assert_eq!(table.headings, ["Uppgift", "Handling", "Skyddad person", "Utfall", "Lagrum"]);
    let rows: Vec<Vec<&str>> = table.rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    assert_eq!(rows[0], ["läkarintyg från mars", "Utredning", "resultat", "effekt Withhold", "26 kap. 1 § OSL"]);
    assert_eq!(rows[1], ["därav", "", "Klient A", "effekt Withhold", "26 kap. 1 § OSL"]);
    assert_eq!(rows[3][..3], ["adress", "–", "allmänt intresse"]);
    assert_eq!(text::render(&memo, 100).split("\nBilaga").next().expect("it").matches(INTERNAL).count(), 1);
}

#[test]
fn the_memo_holds_all_that_a_court_asks_for() {
    let (record, _) = sample::record(NEJ);
    let (stored, signers, fingerprint) = signed(&record);
    let memo = internal(&record, &Evidence::of(&stored, &signers), Language::Sv);
    let shown = markdown::render(&memo).replace('\\', "");
    for part in [
        "SN 2026/77",
        "Socialnämnden",
        "2026-0007",
        "Handläggare X, handläggare",
        "2026-11-21",
        "2026-11-20",
        "gäller först när det har beslutats eller godkänts av: delegat.",
        "begäran avslås",
        "Står det klart att ”läkarintyg från mars” kan lämnas ut utan men för Klient A?",
        INTERNAL,
        OUTGOING,
        "26 kap. 1 § OSL: sekretess om det inte står klart (SFS 2009:400)",
        "ge besked om överklagande",
        "Inom 21 dagar från beslutet",
        "FRITEXT om ärendet",
        "utlamnande version 3, från 2019-01-01, SHA-256",
        &record.assessment().rules.closure,
        &record.digest_hex(),
        &format!("Undertecknad av x@namnd (beslut@menprov, 2026-11-21T09:00:00Z), {fingerprint}"),
        "ssh-keygen -Y verify -f allowed_signers -I x@namnd -n beslut@menprov -s record.json.sig < record.json",
    ] {
        assert!(shown.contains(part), "{part}\n{shown}");
    }
}

#[test]
fn the_day_is_that_of_a_decision_only_where_something_is_decided() {
    let shown = |change: &dyn Fn(&mut Assessment), language| {
        let record = changed(NEJ, |assessment| change(assessment));
        text::render(&internal(&record, &Evidence::default(), language), 100)
    };
    let pending = shown(&|assessment| assessment.pending = true, Language::Sv);
    assert!(pending.contains("Prövningsdag: 2026-11-21\n") && !pending.contains("Beslutsdag"), "{pending}");
    let english = shown(&|assessment| assessment.pending = true, Language::En);
    assert!(english.contains("Day of assessment: 2026-11-21\n") && !english.contains("Day of decision"), "{english}");
    let decided = shown(&|assessment| assessment.pending = false, Language::Sv);
    assert!(decided.contains("Beslutsdag: 2026-11-21\n") && !decided.contains("Prövningsdag"), "{decided}");
    let stopped = shown(&|assessment| (assessment.pending, assessment.outcome) = (false, None), Language::Sv);
    assert!(stopped.contains("Prövningsdag: 2026-11-21\n") && !stopped.contains("Beslutsdag"), "{stopped}");
}

#[test]
fn what_decides_comes_first_and_the_rest_is_in_annexes() {
    let (record, _) = sample::record(VET_EJ);
    let memo = internal(&record, &Evidence::default(), Language::Sv);
    let headings = |memo: &Memo| memo.sections.iter().map(|section| section.heading.clone()).collect::<Vec<_>>();
    let rests = "Det som prövningen bygger på";
    let main = ["Ärendet", "Utfall", rests, "Uppgifterna", "Skälen uppgift för uppgift", "Att göra", "Öppet"];
    let annexes = [
        "Bilaga 1. Alla frågor och svar",
        "Bilaga 2. Personer, handlingar och uppgifter",
        "Bilaga 3. Lagrum som prövades",
        "Bilaga 4. Lagrum för det som ska göras",
        "Bilaga 5. Regler",
        "Bilaga 6. Äkthet",
    ];
    assert_eq!(headings(&memo), [&main[..], &annexes[..]].concat());
    assert_eq!(headings(&memo.main_part()), main);
}

#[test]
fn what_is_written_of_the_whole_matter_stands_before_the_items() {
    let written = |scope: &str| {
        let record = changed(NEJ, |assessment| {
            let free = assessment.answers.iter_mut().find(|answer| answer.question == "utlamnande.anm").unwrap();
            free.scope = scope.into();
            free.value = Given::Text("BAKGRUND".into());
            free.words = vec![Words { sv: "BAKGRUND".into(), en: "GROUND".into() }];
        });
        let memo = internal(&record, &Evidence::default(), Language::Sv).main_part();
        let headings: Vec<_> = memo.sections.iter().map(|section| section.heading.clone()).collect();
        (headings, text::render(&memo, 100).matches("BAKGRUND").count())
    };
    let (headings, times) = written("frame");
    assert_eq!(headings[1..4], ["Utfall", "Det som prövningen bygger på", "Uppgifterna"]);
    assert_eq!(times, 1);
    assert_eq!(written("closing").1, 0, "how it is filed is no ground");
}

#[test]
fn every_answer_stands_in_the_annex_once_and_only_what_decides_before_it() {
    let (record, _) = sample::record(NEJ);
    let memo = internal(&record, &Evidence::default(), Language::Sv);
    let questions = |heading: &str| {
        let blocks = section(&memo, heading).iter();
        blocks.filter(|block| matches!(block, Block::Question(..))).cloned().collect::<Vec<_>>()
    };
    let all = questions("Bilaga 1. Alla frågor och svar");
    assert_eq!(all.len(), record.assessment().answers.len());
    let deciding = questions("Skälen uppgift för uppgift");
    assert!(deciding.len() < all.len() && deciding.iter().all(|question| all.contains(question)), "{deciding:?}");
    let said = |words: &str| {
        let blocks = section(&memo, "Skälen uppgift för uppgift").iter();
        blocks.filter(|block| matches!(block, Block::Paragraph(text) if text.contains(words))).count()
    };
    assert_eq!((said("Resultat: men för Klient A"), said("Resultat: inget men för Anmälaren")), (1, 1), "{memo:?}");
    assert_eq!(said("Resultat för uppgiften: uppgiften hålls hemlig"), 1, "{memo:?}");
}

#[test]
fn duties_stand_under_their_deadlines_with_the_items_they_concern() {
    let (record, _) = sample::record(NEJ);
    let record = {
        let mut assessment = record.assessment().clone();
        let duty = |id: &str, within: Option<&str>, from: Option<&str>, scopes: &[&str]| DutyMet {
            id: id.into(),
            text: Words::same(id),
            scopes: scopes.iter().map(|scope| (*scope).to_owned()).collect(),
            within: within.map(str::to_owned),
            runs_from: from.map(str::to_owned),
            provisions: vec!["osl-6-3".into()],
        };
        let day = When::Day("2026-11-20".parse().unwrap());
        let time = When::parse("2026-11-20T15:10").unwrap();
        assessment.moments = [(Moment::Received, time), (Moment::Aware, day)].into();
        assessment.duties = vec![
            duty("utan", None, None, &["item/i1/person/p1", "item/i1", "item/i2"]),
            duty("veckor", Some("P3W"), Some("served"), &["closing"]),
            duty("dagen", Some("same-day"), Some("received"), &["item/i1/person/p1", "item/i1"]),
            duty("timmar", Some("PT72H"), Some("aware"), &["frame", "item/i1"]),
            duty("efter", Some("at-once"), Some("decided"), &["document/d1"]),
            duty("nu", Some("at-once"), Some("received"), &["item/i2"]),
        ];
        Record::seal(&assessment).unwrap()
    };
    let memo = internal(&record, &Evidence::default(), Language::Sv);
    let point = |text: &str| Block::List(vec![text.to_owned()]);
    let heading = |text: &str| Block::Heading(text.to_owned());
    assert_eq!(
        section(&memo, "Att göra"),
        [
            heading("Frister"),
            Block::List(vec![
                "Senast fredag 20 november 2026: dagen (6 kap. 3 § OSL) Gäller: ”läkarintyg från mars”. Den tiden hade gått ut när prövningen blev klar."
                    .to_owned(),
                "Senast måndag 23 november 2026 kl. 00.00: timmar (6 kap. 3 § OSL) [räknat från fredag 20 november \
                 2026; från dagens början, eftersom klockslaget inte är känt]"
                    .to_owned(),
                "Inom tre veckor från delgivningen (delgivningen registreras inte här): veckor (6 kap. 3 § OSL)"
                    .to_owned(),
            ]),
            heading("Genast efter att det kom in"),
            point("nu (6 kap. 3 § OSL) Gäller: ”adress”."),
            heading("Genast efter beslutet"),
            point("efter (6 kap. 3 § OSL) Gäller: ”Utredning”."),
            heading("Utan frist"),
            point("utan"),
        ]
    );
    assert_eq!(section(&memo, "Bilaga 4. Lagrum för det som ska göras"), [point("utan (6 kap. 3 § OSL)")]);
    let came = ("Kom in".to_owned(), "fredag 20 november 2026 kl. 15.10 (1 dag före prövningen)".to_owned());
    assert!(matches!(&section(&memo, "Ärendet")[0], Block::Facts(facts) if facts.contains(&came)), "{memo:?}");
}

#[test]
fn the_memo_is_complete_in_english_too() {
    let (record, _) = sample::record(NEJ);
    let memo = internal(&record, &Evidence::default(), Language::En);
    let shown = markdown::render(&memo);
    for part in
        ["Decision memo: On utlamnande", "This is a proposal", "delegate", "public interest", "from the decision"]
    {
        assert!(shown.contains(part), "{part}\n{shown}");
    }
    for swedish in ["Ärende", "Lagrum", "Utfall", "Skäl", "Svar:", "räknat"] {
        assert!(!shown.contains(swedish), "{swedish}\n{shown}");
    }
}

#[test]
fn the_notice_holds_no_internal_reason_and_nobody_s_name() {
    for harm in [JA, NEJ, VET_EJ] {
        let (record, _) = sample::record(harm);
        for language in [Language::Sv, Language::En] {
            for shown in everywhere(&notice(&record, &Evidence::default(), false, language)) {
                for hidden in [
                    "INTERN-MARKÖR",
                    "Klient A",
                    "Anmälaren",
                    "FRITEXT",
                    "Handläggare X",
                    "Står det klart",
                    "ta reda på",
                    "find out",
                    "anteckna prövningen",
                    "21 kap. 1 §",
                ] {
                    assert!(!shown.contains(hidden), "{hidden}\n{shown}");
                }
                assert!(shown.contains("SN 2026/77"));
            }
        }
    }
}

#[test]
fn no_internal_reason_reaches_the_notice_wherever_it_stands() {
    let record = changed(NEJ, |assessment| {
        for answer in &mut assessment.answers {
            answer.reason = Some("HEMLIGT-SKÄL".into());
        }
        for point in &mut assessment.open {
            point.text = Words::same("HEMLIGT-SKÄL");
        }
    });
    assert!(text::render(&internal(&record, &Evidence::default(), Language::Sv), 100).contains("HEMLIGT-SKÄL"));
    for shown in everywhere(&notice(&record, &Evidence::default(), true, Language::Sv)) {
        assert!(!shown.contains("HEMLIGT"), "{shown}");
    }
}

#[test]
fn the_notice_says_outcome_provision_and_the_reason_written_for_it() {
    let (record, _) = sample::record(NEJ);
    let notice = notice(&record, &Evidence { id: Some("2026-0007".into()), ..Evidence::default() }, true, Language::Sv);
    let rows = &table(&notice, "Uppgifterna").rows;
    // The name of what stays secret would say that it exists.
    assert_eq!(rows[0], ["uppgift 1", "effekt Withhold", "26 kap. 1 § OSL", OUTGOING]);
    let shown = text::render(&notice, 100);
    assert!(!shown.contains("läkarintyg"), "{shown}");
    assert!(shown.contains("UTKAST") && shown.contains("Handläggare X, handläggare") && shown.contains("2026-0007"));
    let (open, _) = sample::record(JA);
    let decided = super::notice(&open, &Evidence::default(), true, Language::Sv);
    assert!(!text::render(&decided, 100).contains("UTKAST"));
}

#[test]
fn the_notice_says_what_was_asked_and_what_can_be_done_about_the_answer() {
    let met = |duties: &[&str]| {
        let record = changed(NEJ, |assessment| {
            assessment.procedure.id = "utlamnande".into();
            let free = assessment.answers.iter_mut().find(|answer| answer.question == "utlamnande.anm").unwrap();
            free.question = format!("utlamnande.{}", super::notice::REQUESTED);
            free.value = Given::Text("BEGÄRT".into());
            let duty = assessment.duties[0].clone();
            assessment.duties = duties.iter().map(|id| DutyMet { id: (*id).into(), ..duty.clone() }).collect();
        });
        let notice = notice(&record, &Evidence::default(), false, Language::Sv);
        text::render(&notice, 100)
    };
    let appeal = met(&[super::notice::ON_REQUEST, super::notice::APPEAL]);
    assert!(appeal.contains("Begäran: ”BEGÄRT”"), "{appeal}");
    assert!(appeal.contains("kammarrätten") && appeal.contains("inom tre veckor") && appeal.contains("nämnden"));
    assert!(!appeal.contains("skriftligt beslut"), "there is one: {appeal}");
    let decision = met(&[super::notice::ON_REQUEST]);
    assert!(decision.contains("skriftligt beslut") && !decision.contains("tre veckor"), "{decision}");
    assert!(!met(&[]).contains("överklaga"), "nothing was refused");
    assert!(appeal.lines().count() < 45, "one page: {appeal}");
}

#[test]
fn what_goes_out_goes_out_without_the_reason_against_it_or_what_was_tried() {
    let record = changed(NEJ, |assessment| {
        let result = &mut assessment.results[0];
        result.effect = crate::ruleset::model::Effect::Release;
        for end in &mut result.ends {
            end.effect = Some(crate::ruleset::model::Effect::Release);
        }
    });
    let notice = notice(&record, &Evidence::default(), true, Language::Sv);
    let rows = &table(&notice, "Uppgifterna").rows;
    assert_eq!((&*rows[0][0], &*rows[0][3]), ("läkarintyg från mars", "–"));
    assert!(!text::render(&notice, 100).contains("26 kap. 1 §"));
}

#[test]
fn what_is_open_is_listed_with_who_can_find_out() {
    let (record, _) = sample::record(VET_EJ);
    let memo = internal(&record, &Evidence::default(), Language::Sv);
    let expected = "läkarintyg från mars, Klient A – väntar: ta reda på mer om Klient A (vem: socialsekreteraren)";
    assert_eq!(section(&memo, "Öppet"), [Block::List(vec![expected.into()])]);
    let (clear, _) = sample::record(JA);
    let memo = internal(&clear, &Evidence::default(), Language::Sv);
    assert!(memo.sections.iter().all(|section| section.heading != "Öppet"), "no empty section");
}

#[test]
fn a_stopped_assessment_says_so() {
    let record = changed(NEJ, |assessment| assessment.outcome = None);
    let memo = internal(&record, &Evidence::default(), Language::Sv);
    assert!(text::render(&memo, 100).contains("Prövningen avbröts"));
}

#[test]
fn a_provision_carries_how_sure_its_entry_is() {
    let record = changed(NEJ, |assessment| {
        assessment.provisions[0].confidence = Some(Confidence::Inference);
        assessment.provisions[0].note = Some(Words::same("NOT"));
    });
    let memo = internal(&record, &Evidence::default(), Language::Sv);
    let Block::List(points) = &section(&memo, "Bilaga 3. Lagrum som prövades")[0] else { panic!() };
    assert!(points[0].ends_with("[slutsats av lagtexten] [NOT]"), "{}", points[0]);
    assert!(!points[1].contains('['));
}

#[test]
fn a_signature_is_shown_as_what_it_is() {
    let (record, _) = sample::record(NEJ);
    let (mut stored, signers, _) = signed(&record);
    let evidence = Evidence::of(&stored, &signers);
    assert!(evidence.is_good());
    let trust = |evidence: &Evidence| match &evidence.signatures[0].state {
        SignatureState::Good { trust, .. } => trust.clone(),
        SignatureState::Bad(error) => panic!("{error:?}"),
    };
    assert_eq!(trust(&evidence), Trust::Known("x@namnd".into()));
    assert_eq!(trust(&Evidence::of(&stored, &Signers::default())), Trust::Unknown);
    stored.bytes[10] ^= 1;
    let evidence = Evidence::of(&stored, &signers);
    assert!(!evidence.is_good());
    assert_eq!(evidence.signatures[0].state, SignatureState::Bad(SignatureError::Changed));
    let memo = internal(&record, &evidence, Language::Sv);
    assert!(text::render(&memo, 200).contains("OGILTIG SIGNATUR"));
    assert!(!Evidence::default().is_good(), "no signature is no good signature");
    let (stored, signers, _) = signed(&record);
    let mut other = Evidence::of(&stored, &signers);
    other.signatures[0].namespace = "godkannande@menprov".into();
    assert!(!other.is_good(), "an approval alone is no decision");
}

#[test]
fn no_text_can_steer_the_reader_or_become_markup() {
    let evil =
        "\u{202e}x\u{1b}[2J <b> |a| *b* _c_ [d](e) `f` # g https://h www.i j@k\n# rubrik\n- punkt\n1. ett\n===\n";
    let record = changed(NEJ, |assessment| {
        assessment.matter.reference = evil.into();
        assessment.officer.name = Some(evil.into());
        assessment.items[0].label = evil.into();
        assessment.persons[0].label = evil.into();
        assessment.answers[5].reason = Some(evil.into());
        assessment.answers[5].outgoing = Some(evil.into());
        assessment.procedure.title = Words::same(evil);
        assessment.procedure.id = evil.into();
        assessment.rules.used[0].id = evil.into();
        assessment.program = evil.into();
    });
    let memos = [
        internal(&record, &Evidence { id: Some(evil.into()), ..Evidence::default() }, Language::Sv),
        notice(&record, &Evidence { id: Some(evil.into()), ..Evidence::default() }, true, Language::Sv),
    ];
    for memo in &memos {
        for shown in everywhere(memo) {
            assert!(shown.chars().all(|c| c == '\n' || !c.is_control()) && !shown.contains('\u{202e}'), "{shown}");
            assert!(shown.contains("⟨U+202E⟩"));
        }
        let markdown = markdown::render(memo);
        for markup in ["<b>", "*b*", "_c_", "[d]", "`f`", "https://", "www.", "j@k", "\n# rubrik", "\n- punkt"] {
            let bare = markdown.match_indices(markup).any(|(at, _)| !markdown[..at].ends_with('\\'));
            assert!(!bare, "{markup}\n{markdown}");
        }
        for line in markdown.lines().map(str::trim_start) {
            let own = ["- **", "- ", "# ", "## ", "### ", "#### ", "**", "| ", "| --- |", "ssh-keygen", "sha256sum"];
            assert!(!line.starts_with("1. ") && !line.starts_with("==="), "{line}");
            assert!(!line.starts_with('#') || own.iter().any(|start| line.starts_with(start)), "{line}");
        }
        let rows = markdown.lines().filter(|line| line.starts_with("| "));
        for row in rows {
            let bars = row.replace("\\|", "").matches('|').count();
            assert!([5, 6].contains(&bars), "{row}");
        }
    }
}

#[test]
fn markdown_keeps_the_lines_of_a_reason() {
    let memo = Memo {
        title: "T".into(),
        sections: vec![Section {
            heading: "H".into(),
            annex: false,
            blocks: vec![
                Block::List(vec!["första\r\n\r\n- andra\n2) tredje".into()]),
                Block::Paragraph("  \n ".into()),
                Block::Table(Table {
                    headings: vec!["a".into()],
                    shares: vec![],
                    rows: vec![vec!["x\ny|z<br>".into()]],
                }),
                Block::Commands(vec!["a ``` b".into()]),
            ],
        }],
    };
    assert_eq!(
        markdown::render(&memo),
        "# T\n\n## H\n\n- första\\\n  \\- andra\\\n  2\\) tredje\n\n–\n\n| a |\n| --- |\n| x<br>y\\|z\\<br\\> |\n\n````\na ``` b\n````\n"
    );
}

#[test]
fn text_keeps_within_its_width() {
    let (record, _) = sample::record(NEJ);
    let (stored, signers, _) = signed(&record);
    let memo = internal(&record, &Evidence::of(&stored, &signers), Language::Sv);
    for width in [20, 40, 71, 72, 100, 160] {
        let shown = text::render(&memo, width);
        for line in shown.lines().filter(|line| !line.contains("ssh-keygen -Y") && !line.contains("sha256sum")) {
            assert!(line.chars().count() <= usize::from(width), "{width}: {line}");
        }
        assert!(shown.replace(['\n', ' '], "").contains(&record.digest_hex()), "cut, but whole: {width}");
    }
}

#[test]
fn a_narrow_page_writes_rows_out() {
    let (record, _) = sample::record(NEJ);
    let memo = internal(&record, &Evidence::default(), Language::Sv);
    assert!(text::render(&memo, 100).contains('═'));
    let narrow = text::render(&memo, 40);
    assert!(!narrow.contains('═') && narrow.contains("  Skyddad person: Klient A"));
}

#[test]
fn a_spoken_page_draws_nothing_and_says_each_cell_with_its_heading() {
    let (record, _) = sample::record(NEJ);
    let memo = internal(&record, &Evidence::default(), Language::Sv);
    let spoken = text::render_spoken(&memo, 100);
    assert!(spoken.contains("  Skyddad person: Klient A"), "{spoken}");
    assert!(!spoken.contains(['═', '─']) && !spoken.contains("---") && !spoken.contains("==="), "{spoken}");
    assert!(!spoken.contains(": –\n"), "{spoken}");
}

#[test]
fn the_json_holds_the_signed_bytes_themselves() {
    let (record, _) = sample::record(NEJ);
    let (stored, ..) = signed(&record);
    let mut shown = Vec::new();
    json::write(&stored, Some(stored.state(record.assessment())), &mut shown).expect("memory takes all");
    let shown = String::from_utf8(shown).expect("JSON is UTF-8");
    let bytes = std::str::from_utf8(record.bytes()).unwrap();
    let start = shown.find("\"record\":").unwrap() + "\"record\":".len();
    let end = shown.find(",\"recorded_at\":").unwrap();
    assert_eq!(&shown[start..end], bytes);
    let tree = crate::canonical::parse_value(shown.as_bytes()).unwrap();
    assert_eq!(tree["sha256"], hex(&record.digest()));
    assert_eq!(tree["signatures"][0]["armoured"], stored.signatures[0].armoured);
    let canonical = serde_json_canonicalizer::to_vec(&tree).unwrap();
    assert_eq!(canonical, shown.as_bytes(), "the whole is canonical as well");
}

#[test]
fn deadlines_are_said_in_words() {
    let duty = |within: &str, from: &str| DutyMet {
        id: "x".into(),
        text: Words::default(),
        scopes: vec![],
        within: Some(within.into()),
        runs_from: Some(from.into()),
        provisions: vec![],
    };
    let said = |within: &str, from: &str| deadline(&duty(within, from), Language::Sv);
    assert_eq!(said("at-once", "aware").unwrap(), "genast efter att det blev känt");
    assert_eq!(said("PT72H", "received").unwrap(), "inom 72 timmar från att det kom in");
    assert_eq!(said("P1D", "served").unwrap(), "inom en dag från delgivningen");
    assert_eq!(said("P3W", "opened").unwrap(), "inom tre veckor från att utredningen inleddes");
    assert_eq!(deadline(&duty("P4M", "decided"), Language::En).unwrap(), "within four months from the decision");
    assert_eq!(said("P4Y", "decided"), None);
    assert_eq!(said("", "decided"), None);
}

#[test]
fn nothing_says_what_was_answered_off_the_path() {
    const MARK: &str = "UTANFÖR-MARKÖR";
    let book = sample::book();
    let mut answers = sample::answers(NEJ);
    let edition = crate::engine::Edition::on(&book, sample::day("2026-11-20")).for_procedure(sample::PROCEDURE);
    let report = sample::report(&book, &answers);
    let off: Vec<_> = crate::answers::script::unneeded(&answers, &report).collect();
    assert_eq!(off.len(), 1, "the sample has one such answer");
    let mut answer = answers.answer(off[0]).unwrap().clone();
    (answer.reason, answer.outgoing) = (Some(format!("skäl {MARK}")), Some(format!("utåt {MARK}")));
    answers.insert(off[0], answer);
    // A person who was removed from the list has answers that nobody meets.
    let gone = answers.entity("p9");
    let scope = crate::engine::ScopePath { person: Some(gone), ..off[0].scope };
    let answer = answers.answer(off[0]).unwrap().clone();
    answers.insert(crate::engine::Key { scope, ..off[0] }, answer);
    let made = Assessment::build(&edition, &report, &answers, sample::particulars(&sample::closure(&book))).unwrap();
    let record = Record::seal(&made).unwrap();
    assert!(!String::from_utf8_lossy(record.bytes()).contains(MARK));
    for language in [Language::Sv, Language::En] {
        let memos = [
            internal(&record, &Evidence::default(), language),
            notice(&record, &Evidence::default(), true, language),
            notice(&record, &Evidence::default(), false, language),
        ];
        assert!(memos.iter().flat_map(everywhere).all(|shown| !shown.contains(MARK)));
    }
}
