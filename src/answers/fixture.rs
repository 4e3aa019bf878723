//! A small procedure for the tests of answers, drafts and interviews.
//!
//! The frame asks when the request came, for handlingar, personer and uppgifter, an age, and whether it is urgent (and
//! then why). Each item picks its persons and is tested for each. The closing asks for a summary and whether all is done.

use crate::engine::testing::{Builder, ask, each, end, halt, over, revise};
use crate::engine::{Edition, testing};
use crate::ruleset::model::{
    AnswerKind, Choice, Column, ColumnKind, Demand, Effect, HaltKind, HaltScope, Join, List, NEJ, Over, PartKind, Pick,
    QuestionIx, Register, Rulebook, RulesetIx, Scope, Subject, Test,
};
use crate::text::Text;

pub(crate) struct Fixture {
    pub book: Rulebook,
    pub procedure: RulesetIx,
}

fn text(words: &str) -> Text {
    Text { sv: words.into(), en: format!("{words} (en)").into() }
}

fn column(id: &str, kind: ColumnKind, optional: bool) -> Column {
    Column { id: id.into(), title: text(id), kind, optional }
}

fn list(b: &mut Builder, id: &str, fills: Register, least: u32, more: Vec<Column>) -> QuestionIx {
    let mut columns = vec![column("beskrivning", ColumnKind::Text, false)];
    columns.extend(more);
    b.question(id, Scope::Frame, AnswerKind::List(List { fills: Some(fills), columns, least }))
}

fn choice(id: &str) -> Choice {
    Choice { id: id.into(), text: text(id) }
}

impl Fixture {
    pub fn new() -> Self {
        let mut b = Builder::default();
        let osl = b.provision("osl-26-1");
        b.wording(osl, "2019-01-01", None, Test::Reverse, &[]);
        let mottagen = b.question("mottagen", Scope::Frame, AnswerKind::DateTime);
        let handlingar = list(&mut b, "handlingar", Register::Documents, 0, vec![]);
        let roles = ColumnKind::Choice(vec![choice("klient"), choice("barn"), choice("annan")]);
        let born = column("fodd", ColumnKind::Date, true);
        let personer = list(&mut b, "personer", Register::Persons, 0, vec![column("roll", roles, false), born]);
        let of = column("handling", ColumnKind::Ref(Register::Documents), true);
        let uppgifter = list(&mut b, "uppgifter", Register::Items, 1, vec![of]);
        let alder = b.question("alder", Scope::Frame, AnswerKind::Number { min: 0, max: 130 });
        b.book.questions[alder.at()].depends = vec![personer];
        b.book.questions[alder.at()].fresh_for = Some(0);
        let brattom = b.tri("brattom", Scope::Frame);
        let orsak = b.question("orsak", Scope::Frame, AnswerKind::Text { least: 3 });

        let vems = b.pick("vems", Scope::Item, Register::Persons);
        if let AnswerKind::Pick(Pick { least, .. }) = &mut b.book.questions[vems.at()].kind {
            *least = 1;
        }
        let skada = b.tri("provning.skada", Scope::ItemPerson);
        b.book.questions[skada.at()].text =
            Text { sv: "Kan {person} lida skada av {item}?".into(), en: "Can {item} harm {person}?".into() };
        b.book.questions[skada.at()].help = Some(text("Fråga arkivet"));
        b.book.questions[skada.at()].provisions = vec![osl];
        b.book.questions[skada.at()].reason = Some(Demand { options: vec![], least: 10 });
        b.book.questions[skada.at()].outgoing = Some(Demand { options: vec![NEJ], least: 10 });
        let sammanfatta = b.question("sammanfatta", Scope::Closing, AnswerKind::Text { least: 5 });
        let klart = b.tri("klart", Scope::Closing);

        let ends = [end("lamnas", Effect::Release), end("vagras", Effect::Withhold)];
        let nodes = vec![
            ask("skada", skada, &["return vagras", "return lamnas", "park"]),
            halt("park", HaltKind::Park, HaltScope::Item),
        ];
        let person = b.module("provning", &ends, nodes);
        let both: &[_] = &[("release", "return lamnas"), ("withhold", "return vagras"), ("open", "return vagras")];
        let nodes = vec![
            ask("vems", vems, &["personer"]),
            each("personer", Subject::Person, Over::Picked(vems), person, Join::Strictest, both),
        ];
        let uppgift = b.module("uppgift", &ends, nodes);
        let on: &[_] = &[("release", "done"), ("withhold", "done"), ("open", "done")];
        let procedure = b.procedure(
            &[end("klar", Effect::None)],
            vec![
                (
                    PartKind::Frame,
                    vec![
                        ask("n1", mottagen, &["n2"]),
                        ask("n2", handlingar, &["n3"]),
                        ask("n3", personer, &["n4"]),
                        ask("n4", uppgifter, &["n5"]),
                        ask("n5", alder, &["n6"]),
                        ask("n6", brattom, &["n7", "done", "n7"]),
                        ask("n7", orsak, &["done"]),
                    ],
                ),
                (
                    PartKind::Items,
                    vec![each("alla", Subject::Item, over(Register::Items), uppgift, Join::Strictest, on)],
                ),
                (
                    PartKind::Closing,
                    vec![
                        ask("c1", sammanfatta, &["c2"]),
                        ask("c2", klart, &["outcome klar", "om", "vanta"]),
                        revise("om", "c1"),
                        halt("vanta", HaltKind::Park, HaltScope::Assessment),
                    ],
                ),
            ],
        );
        Self { book: b.book, procedure }
    }

    pub fn edition(&self) -> Edition<'_> {
        Edition::on(&self.book, testing::day("2026-11-21")).for_procedure(self.procedure)
    }

    pub fn question(&self, id: &str) -> QuestionIx {
        self.edition().question(id).expect("the fixture's question")
    }
}

/// Answers that carry the procedure to its end.
pub(crate) const WHOLE: &str = "
answers:
  frame:
    mottagen: 2026-11-20T09:15
    handlingar: [{id: d1, beskrivning: journalen}]
    personer:
      - {id: p1, beskrivning: klienten, roll: klient}
      - {id: p2, beskrivning: grannen, roll: annan, fodd: 1970-01-31}
    uppgifter:
      - {id: i1, beskrivning: besöket, handling: d1}
      - {id: i2, beskrivning: samtalet}
    alder: 44
    brattom: nej
  item/i1: {vems: [p1, public]}
  item/i1/person/p1:
    provning.skada: {answer: nej, reason: Redan allmänt känt., outgoing: Det stod i tidningen förra veckan.}
  item/i1/person/public:
    provning.skada: {answer: ja, reason: Det kan skada tilliten.}
  item/i2: {vems: p2}
  item/i2/person/p2:
    provning.skada: {answer: ja, reason: Grannen kan bli utsatt.}
  closing:
    sammanfatta: En uppgift lämnas ut.
    klart: true
";
