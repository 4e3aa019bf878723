//! A small rulebook and an assessment under it, for the tests of everything that stands on the record.

use std::borrow::Cow;

use chrono::{DateTime, NaiveDate, Utc};

use super::{AssessError, Assessment, Closure, Matter, Officer, Particulars, Record, SourceText};
use crate::canonical::sha256;
use crate::engine::{Answer, AnswerSet, Edition, Key, Report, Row, ScopePath, Value, walk};
use crate::ruleset::model::*;
use crate::text::{Language, Text};

pub const PERSONS: QuestionIx = QuestionIx(0);
pub const ITEMS: QuestionIx = QuestionIx(2);
pub const NOTE: QuestionIx = QuestionIx(3);
pub const WHOSE: QuestionIx = QuestionIx(4);
pub const HARM: QuestionIx = QuestionIx(5);
pub const PROCEDURE: RulesetIx = RulesetIx(0);

/// The reasons that no requester may see.
pub const INTERNAL: &str = "INTERN-MARKÖR hotet mot klienten är känt";
/// The reason that the requester may read.
pub const OUTGOING: &str = "UTÅT det står inte klart att uppgiften kan lämnas ut";

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn time(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn both(sv: &str, en: &str) -> Text {
    Text { sv: sv.into(), en: en.into() }
}

fn source(name: &str) -> Option<Cow<'static, str>> {
    match name {
        "missing.yaml" => None,
        _ => Some(Cow::Owned(format!("# {name}, å och a\u{30a}\n"))),
    }
}

/// Gives the text of each of the sample's rule files.
pub fn sources(of: &Source) -> Option<SourceText<'static>> {
    source(&of.name).map(|text| SourceText { text, over: false })
}

fn question(id: &str, sv: &str, scope: Scope, kind: AnswerKind) -> Question {
    Question {
        id: id.into(),
        text: both(sv, &format!("EN {sv}")),
        help: None,
        scope,
        kind,
        doubt: None,
        reason: None,
        outgoing: None,
        probes: false,
        actor: Role::Officer,
        depends: Vec::new(),
        depends_on: Vec::new(),
        moment: None,
        fresh_for: None,
        provisions: Vec::new(),
    }
}

fn column(id: &str, kind: ColumnKind, optional: bool) -> Column {
    Column { id: id.into(), title: both(id, &format!("{id}-en")), kind, optional }
}

fn questions() -> Vec<Question> {
    let option = |id: &str, en: &str| Choice { id: id.into(), text: both(id, en) };
    let list = |fills, columns| AnswerKind::List(List { fills: Some(fills), columns, least: 0 });
    let role = ColumnKind::Choice(vec![option("klient", "client"), option("anmälare", "informant")]);
    let persons = vec![column("beteckning", ColumnKind::Text, false), column("roll", role, false)];
    let items = vec![
        column("beskrivning", ColumnKind::Text, false),
        column("handling", ColumnKind::Ref(Register::Documents), true),
        column("datum", ColumnKind::Date, true),
    ];
    let pick = Pick { from: Register::Persons, many: true, least: 1, filter: None };
    let mut harm = question(
        "person-i-uppgift.omvant",
        "Står det klart att {item} kan lämnas ut utan men för {person}?",
        Scope::ItemPerson,
        AnswerKind::Tri,
    );
    harm.reason = Some(Demand { options: vec![NEJ, VET_EJ], least: 10 });
    harm.outgoing = Some(Demand { options: vec![NEJ], least: 0 });
    harm.provisions = vec![ProvisionIx(1)];
    vec![
        question("persons", "Vilka personer?", Scope::Frame, list(Register::Persons, persons)),
        question(
            "documents",
            "Vilka handlingar?",
            Scope::Frame,
            list(Register::Documents, vec![column("namn", ColumnKind::Text, false)]),
        ),
        question("items", "Vilka uppgifter?", Scope::Frame, list(Register::Items, items)),
        question("utlamnande.anm", "Något att anteckna?", Scope::Frame, AnswerKind::Text { least: 0 }),
        question("uppgift.vems", "Vem skyddas i {item}?", Scope::Item, AnswerKind::Pick(pick)),
        harm,
    ]
}

fn provision(id: &str, sv: &str, short: &str) -> Provision {
    let version = ProvisionVersion {
        valid: Validity { from: day("2019-01-01"), to: None },
        test: Test::Reverse,
        text: both("sekretess om det inte står klart", "secrecy unless it is clear"),
        basis: "SFS 2009:400".into(),
        confidence: Confidence::Statute,
        note: None,
        checked: day("2026-11-21"),
        against: "OSL".into(),
        reaches: Vec::new(),
        follows_others: false,
        years: None,
    };
    Provision {
        id: id.into(),
        designation: both(sv, &format!("EN {sv}")),
        short: short.into(),
        role: ProvisionRole::Secrecy,
        versions: vec![version],
    }
}

fn end(id: &str, effect: Effect, sv: &str, decider: Role) -> End {
    End {
        id: id.into(),
        effect: Some(effect),
        text: Some(both(sv, &format!("EN {sv}"))),
        provisions: vec![ProvisionIx(1)],
        duties: Vec::new(),
        decider,
        approval: Vec::new(),
        approval_after: None,
        start: None,
    }
}

fn node(id: &str, kind: NodeKind) -> Node {
    Node { id: id.into(), line: 1, kind, provisions: Vec::new(), duties: Vec::new() }
}

fn ask(id: &str, question: QuestionIx, to: Target) -> Node {
    node(id, NodeKind::Ask { question, routes: AskRoutes::All(to) })
}

fn each(id: &str, subject: Subject, over: Over, module: u16, routes: &[(Effect, Target)]) -> Node {
    let by_effect = Effect::ALL.iter().map(|e| routes.iter().find(|(r, _)| r == e).map(|(_, to)| *to)).collect();
    node(
        id,
        NodeKind::Each {
            subject,
            over,
            call: Call { module: FamilyIx(module), with: Vec::new() },
            join: Join::Strictest,
            routes: EffectRoutes { by_effect, empty: Some(routes[0].1) },
        },
    )
}

fn ruleset(family: u16, id: &str, parts: Vec<Part>, nodes: Vec<Node>) -> Ruleset {
    let kind = if parts.len() == 1 { RulesetKind::Module } else { RulesetKind::Procedure };
    Ruleset {
        family: FamilyIx(family),
        id: id.into(),
        kind,
        version: 3,
        valid: Validity { from: day("2019-01-01"), to: None },
        title: both(&format!("Om {id}"), &format!("On {id}")),
        about: None,
        basis: Vec::new(),
        review: Review { checked: day("2026-11-21"), due: day("2027-11-21") },
        parts,
        nodes,
        returns: Vec::new(),
        outcomes: Vec::new(),
        source: family,
    }
}

fn part(kind: PartKind, first: u16, len: u16) -> Part {
    Part { kind, first: NodeIx(first), len }
}

fn procedure() -> Ruleset {
    let to = |at| Target::Node(NodeIx(at));
    let out = |at| Target::Outcome(OutcomeIx(at));
    let nodes = vec![
        ask("personer", PERSONS, to(1)),
        ask("handlingar", QuestionIx(1), to(2)),
        ask("uppgifter", ITEMS, to(3)),
        ask("anm", NOTE, Target::Done),
        each(
            "alla",
            Subject::Item,
            Over::Register { register: Register::Items, of: Of::All, public: false },
            1,
            &[(Effect::Release, out(0)), (Effect::Withhold, out(1)), (Effect::Open, out(2))],
        ),
    ];
    let parts = vec![part(PartKind::Frame, 0, 4), part(PartKind::Items, 4, 1)];
    let mut procedure = ruleset(0, "utlamnande", parts, nodes);
    let mut refusal = end("avslag", Effect::Withhold, "begäran avslås", Role::Delegate);
    refusal.duties = vec![DutyIx(0)];
    procedure.outcomes = vec![
        end("lamnas-ut", Effect::Release, "handlingen lämnas ut", Role::Officer),
        refusal,
        end("delvis-oppet", Effect::Open, "något är ännu öppet", Role::Officer),
    ];
    procedure
}

fn modules() -> [Ruleset; 3] {
    let to = |at| Target::Node(NodeIx(at));
    let back = |at| Target::Return(ReturnIx(at));
    let routes = [(Effect::Release, back(0)), (Effect::Withhold, back(1)), (Effect::Open, back(1))];
    let nodes = vec![ask("vems", WHOSE, to(1)), each("personer", Subject::Person, Over::Picked(WHOSE), 2, &routes)];
    let mut item = ruleset(1, "uppgift", vec![part(PartKind::Module, 0, 2)], nodes);
    item.returns = vec![
        Some(end("lamnas", Effect::Release, "uppgiften lämnas ut", Role::Officer)),
        Some(end("hemlig", Effect::Withhold, "uppgiften hålls hemlig", Role::Officer)),
    ];
    let park = Halt {
        kind: HaltKind::Park,
        scope: HaltScope::Item,
        text: both("ta reda på mer om {person}", "find out more about {person}"),
        who: Some(both("socialsekreteraren", "the social worker")),
        start: None,
    };
    let test = NodeKind::Ask { question: HARM, routes: AskRoutes::Each(vec![back(0), back(1), to(1)]) };
    let mut test = node("omvant", test);
    test.provisions = vec![ProvisionIx(0)];
    test.duties = vec![DutyIx(1)];
    let nodes = vec![test, node("ta-reda", NodeKind::Halt(park))];
    let mut person = ruleset(2, "person-i-uppgift", vec![part(PartKind::Module, 0, 2)], nodes);
    person.returns = vec![
        Some(end("utan-men", Effect::Release, "inget men för {person}", Role::Officer)),
        Some(end("men", Effect::Withhold, "men för {person}", Role::Officer)),
    ];
    let mut unused = ruleset(3, "annat", vec![part(PartKind::Module, 0, 1)], vec![ask("x", NOTE, back(0))]);
    unused.returns = vec![Some(end("x", Effect::None, "x", Role::Officer))];
    [item, person, unused]
}

fn duty(id: &str, sv: &str, within: Option<Within>) -> Duty {
    Duty {
        id: id.into(),
        text: both(sv, &format!("EN {sv}")),
        deadline: within.map(|within| Deadline { within, from: Moment::Decided }),
        provisions: vec![ProvisionIx(2)],
    }
}

pub fn book() -> Rulebook {
    let [item, person, unused] = modules();
    let rulesets = vec![procedure(), item, person, unused];
    let family = |at: usize, returns: &[&str]| Family {
        id: rulesets[at].id.clone(),
        versions: vec![RulesetIx(u16::try_from(at).unwrap())],
        returns: returns.iter().map(|name| (*name).into()).collect(),
        arguments: Vec::new(),
    };
    let families =
        vec![family(0, &[]), family(1, &["lamnas", "hemlig"]), family(2, &["utan-men", "men"]), family(3, &["x"])];
    let names = ["utlamnande.yaml", "uppgift.yaml", "person-i-uppgift.yaml", "annat.yaml", "registers/duties.yaml"];
    let digest = |name: &str| sha256(source(name).unwrap().as_bytes());
    Rulebook {
        tables: Vec::new(),
        rulesets,
        families,
        questions: questions(),
        provisions: vec![
            provision("osl-21-1", "21 kap. 1 § OSL", "OSL 21:1"),
            provision("osl-26-1", "26 kap. 1 § OSL", "OSL 26:1"),
            provision("osl-6-3", "6 kap. 3 § OSL", "OSL 6:3"),
        ],
        duties: vec![
            duty("hanvisa", "ge besked om överklagande", Some(Within::Days(21))),
            duty("anteckna", "anteckna prövningen", None),
        ],
        effects: Effect::ALL.iter().map(|e| both(&format!("effekt {e:?}"), &format!("effect {e:?}"))).collect(),
        glossary: Vec::new(),
        cases: Vec::new(),
        invariants: Vec::new(),
        sources: names.iter().map(|name| Source { name: (*name).into(), sha256: digest(name) }).collect(),
    }
}

fn put(answers: &mut AnswerSet, scope: ScopePath, question: QuestionIx, value: Value) {
    answers.insert(Key { scope, question }, Answer::bare(value));
}

/// Returns answers for two items: `i1` protects two persons, `i2` the public. `harm` is what the test of the client
/// in `i1` comes to; everything else comes out clear. One answer lies off the path.
pub fn answers(harm: u16) -> AnswerSet {
    let mut set = AnswerSet::default();
    let [client, informant, document, first, second] = ["p1", "p2", "d1", "i1", "i2"].map(|id| set.entity(id));
    let public = crate::engine::Entity::PUBLIC;
    let text = |text: &str| Some(Value::Text(text.to_owned()));
    let frame = ScopePath::default();
    let row = |entity, cells| Row { entity, cells };
    let persons = vec![
        row(client, vec![text("Klient A"), Some(Value::Choice(0))]),
        row(informant, vec![text("Anmälaren"), Some(Value::Choice(1))]),
    ];
    put(&mut set, frame, PERSONS, Value::Rows(persons));
    put(&mut set, frame, QuestionIx(1), Value::Rows(vec![row(document, vec![text("Utredning")])]));
    let pieces = vec![
        row(
            first,
            vec![
                text("läkarintyg fra\u{30a}n mars"),
                Some(Value::Entities(vec![document])),
                Some(Value::Date(day("2026-03-04"))),
            ],
        ),
        row(second, vec![text("adress"), None, None]),
    ];
    put(&mut set, frame, ITEMS, Value::Rows(pieces));
    put(&mut set, frame, NOTE, Value::Text("FRITEXT om ärendet".into()));
    let of = |item| ScopePath { item: Some(item), ..frame };
    put(&mut set, of(first), WHOSE, Value::Entities(vec![client, informant]));
    put(&mut set, of(second), WHOSE, Value::Entities(vec![public]));
    let harm_of = |item, person| Key { scope: ScopePath { person: Some(person), ..of(item) }, question: HARM };
    let internal = (harm != JA).then(|| format!("  {INTERNAL} \n"));
    let outgoing = (harm == NEJ).then(|| OUTGOING.to_owned());
    set.insert(harm_of(first, client), Answer { reason: internal, outgoing, ..Answer::bare(Value::Choice(harm)) });
    for key in [harm_of(first, informant), harm_of(second, public), harm_of(second, informant)] {
        set.insert(key, Answer::bare(Value::Choice(JA)));
    }
    set
}

/// Gives both persons and the first item other labels.
pub fn rename(answers: &mut AnswerSet, labels: [&str; 3]) {
    let mut rename = |question, at: usize, label: &str| {
        let key = Key { scope: ScopePath::default(), question };
        let mut answer = answers.answer(key).unwrap().clone();
        let Value::Rows(rows) = &mut answer.value else { panic!("a register holds rows") };
        rows[at].cells[0] = Some(Value::Text(label.to_owned()));
        answers.insert(key, answer);
    };
    for (question, at, label) in [(PERSONS, 0, labels[0]), (PERSONS, 1, labels[1]), (ITEMS, 0, labels[2])] {
        rename(question, at, label);
    }
}

pub fn report(book: &Rulebook, answers: &AnswerSet) -> Report {
    walk(&Edition::on(book, day("2026-11-20")).for_procedure(PROCEDURE), PROCEDURE, answers)
}

pub fn particulars(closure: &Closure) -> Particulars<'_> {
    Particulars {
        nonce: [7; 32],
        program: "0.1.0".into(),
        procedure: PROCEDURE,
        decided_on: day("2026-11-21"),
        matter: Matter { reference: "SN 2026/77".into(), authority: Some("Socialnämnden".into()) },
        received: None,
        officer: Officer { name: Some("Handläggare X".into()), role: Role::Officer, position: None, unit: None },
        delegation: Vec::new(),
        language: Language::Sv,
        started_at: Some(time("2026-11-21T08:00:00Z")),
        made_at: time("2026-11-21T08:30:00.75Z"),
        closure,
        continues: None,
        second_of: None,
        statements: std::collections::HashMap::new(),
        files: std::collections::HashMap::new(),
    }
}

pub fn closure(book: &Rulebook) -> Closure {
    Closure::collect(&Edition::on(book, day("2026-11-20")), PROCEDURE, &sources).unwrap()
}

pub fn build(book: &Rulebook, answers: &AnswerSet) -> Result<Assessment, AssessError> {
    let edition = Edition::on(book, day("2026-11-20")).for_procedure(PROCEDURE);
    Assessment::build(&edition, &report(book, answers), answers, particulars(&closure(book)))
}

/// Returns a sealed record and its closure; see [`answers`] for what `harm` is.
pub fn record(harm: u16) -> (Record, Closure) {
    let book = book();
    let assessment = build(&book, &answers(harm)).unwrap();
    (Record::seal(&assessment).unwrap(), closure(&book))
}
