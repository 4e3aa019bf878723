//! Small rulebooks by chance: two modules within an item, one for its persons, one for its provisions. Some read
//! otherwise from a day on, as a switch, a provision or a module.

use crate::engine::testing::*;
use crate::ruleset::model::*;
use crate::text::Text;

/// Numbers drawn one after the other; 0 for ever once they are used up.
pub(super) struct Draw<'d>(pub std::slice::Iter<'d, u8>);

impl Draw<'_> {
    fn below(&mut self, most: usize) -> usize {
        usize::from(self.0.next().copied().unwrap_or(0)) % most
    }

    fn one<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())].clone()
    }

    fn chance(&mut self, of: usize) -> bool {
        self.below(of) == of - 1
    }
}

/// A rulebook by chance.
pub(super) struct Random {
    pub builder: Builder,
    pub procedure: RulesetIx,
    pub items: QuestionIx,
    pub persons: QuestionIx,
    pub which: QuestionIx,
    tris: Vec<QuestionIx>,
    provisions: Vec<ProvisionIx>,
    duty: DutyIx,
    modules: Vec<FamilyIx>,
    /// What is proved may be wider than the walk: a provision follows others, or each provision goes through the persons.
    pub wider: bool,
}

const NAMES: [&str; 6] = ["n0", "n1", "n2", "n3", "n4", "n5"];
const RETURNS: [&str; 3] = ["return out", "return in", "return on"];
const OUTCOMES: [&str; 2] = ["outcome yes", "outcome no"];

fn leaked(words: &[&'static str]) -> &'static [&'static str] {
    Box::leak(words.to_vec().into())
}

/// Returns a node that comes later, or an end.
fn later(draw: &mut Draw<'_>, at: usize, of: usize, ends: &[&'static str]) -> &'static str {
    let all: Vec<_> = NAMES[at + 1..of].iter().chain(ends).copied().collect();
    draw.one(&all)
}

fn routes(draw: &mut Draw<'_>, at: usize, of: usize, ends: &[&'static str]) -> &'static [(&'static str, &'static str)] {
    let effects = ["release", "withhold", "open", "none", "empty"];
    let to: Vec<_> = effects.iter().map(|effect| (*effect, later(draw, at, of, ends))).collect();
    Box::leak(to.into())
}

/// What the nodes of one module may look at.
struct Within<'w> {
    asked: &'w [QuestionIx],
    calls: &'w [FamilyIx],
    loops: &'w [(Subject, Over, FamilyIx)],
    halts: &'w [HaltScope],
    of_provision: Option<ProvisionIx>,
    column: bool,
    duty: DutyIx,
    provisions: &'w [ProvisionIx],
}

impl Within<'_> {
    fn nodes(&self, draw: &mut Draw<'_>, most: usize, ends: &[&'static str]) -> Vec<Draft> {
        let of = 1 + draw.below(most);
        let mut nodes = Vec::new();
        for (at, &id) in NAMES.iter().enumerate().take(of) {
            let three: Vec<_> = (0..3).map(|_| later(draw, at, of, ends)).collect();
            let node = match draw.below(9) {
                0 if !self.calls.is_empty() => call(id, draw.one(self.calls), &[], leaked(&three)),
                1 if !self.loops.is_empty() => {
                    let (subject, over, module) = draw.one(self.loops);
                    each(
                        id,
                        subject,
                        over,
                        module,
                        draw.one(&[Join::Strictest, Join::Widest]),
                        routes(draw, at, of, ends),
                    )
                }
                2 if !self.halts.is_empty() => {
                    nodes.push(ask(id, draw.one(self.asked), leaked(&[three[0], three[1], "halt"])));
                    continue;
                }
                3 => switch(id, SwitchOn::Answer(draw.one(self.asked)), leaked(&three)),
                4 if self.of_provision.is_some() => match self.of_provision {
                    Some(rule) if draw.chance(2) => switch(id, SwitchOn::Reaches(rule), leaked(&three[..2])),
                    _ => switch(id, SwitchOn::Field(Field::ProvisionTest), leaked(&[three[0], three[1], three[2]])),
                },
                5 if self.column => {
                    let column = Field::Column {
                        subject: Subject::Item,
                        column: "k1".into(),
                        options: vec!["a".into(), "b".into()],
                    };
                    switch(id, SwitchOn::Field(column), leaked(&three[..2]))
                }
                6 => {
                    let rows = [(draw.one(self.asked), JA), (draw.one(self.asked), NEJ)];
                    checklist(id, draw.one(&[Need::All, Need::Any]), &rows, [three[0], three[1], three[2]])
                }
                7 => {
                    let days = [("2019-01-01", "2023-12-31", three[0]), ("2024-01-01", "9999-12-31", three[1])];
                    switch_dates(id, SwitchOn::LawDate, Box::leak(days.into()))
                }
                _ => ask(id, draw.one(self.asked), leaked(&three)),
            };
            let duties: &[_] = if draw.chance(4) { &[self.duty] } else { &[] };
            let applied: Vec<_> = self.provisions.iter().copied().filter(|_| draw.chance(4)).collect();
            nodes.push(node.applies(&applied, duties));
        }
        if let Some(scope) = self.halts.first() {
            nodes.push(halt("halt", HaltKind::Park, *scope));
        }
        nodes
    }
}

/// Adds a module, which sometimes reads otherwise from a day on.
fn versions(b: &mut Builder, draw: &mut Draw<'_>, id: &str, within: &Within<'_>, most: usize) -> FamilyIx {
    let ends = [end("out", Effect::Release), end("in", Effect::Withhold), way("on")];
    let nodes = within.nodes(draw, most, &RETURNS);
    let until = draw.chance(3).then_some("2024-03-31");
    let module = b.module_from(id, "2019-01-01", until, &ends, nodes);
    if until.is_some() {
        let nodes = within.nodes(draw, most, &RETURNS);
        b.module_from(id, "2024-04-01", None, &ends, nodes);
    }
    module
}

pub(super) fn random(draw: &mut Draw<'_>) -> Random {
    let mut b = Builder::default();
    let frame = [b.tri("f0", Scope::Frame), b.tri("f1", Scope::Frame)];
    let item = [b.tri("i0", Scope::Item), b.tri("i1", Scope::Item)];
    let person = b.tri("p0", Scope::ItemPerson);
    let provision = b.tri("l0", Scope::ItemPersonProvision);
    let options = ["a", "b"].map(|id| Choice { id: id.into(), text: Text { sv: id.into(), en: id.into() } });
    let items = b.list("items", Register::Items, vec![ColumnKind::Choice(options.into())]);
    let persons = b.list("persons", Register::Persons, vec![]);
    let which = b.pick("which", Scope::Item, Register::Provisions);
    let laws = [b.provision("a"), b.provision("b")];
    let rule = b.provision("rule");
    b.wording(laws[0], "2019-01-01", Some("2023-12-31"), Test::Absolute, &[]);
    b.wording(laws[0], "2024-01-01", None, draw.one(&[Test::Absolute, Test::Straight]), &[]);
    b.wording(laws[1], "2019-01-01", None, Test::Reverse, &[]);
    b.wording(rule, "2019-01-01", Some("2023-12-31"), Test::Straight, &[laws[1]]);
    let reached = draw.one(&laws);
    b.wording(rule, "2024-01-01", None, Test::Straight, &[reached]);
    b.book.provisions[rule.at()].role = ProvisionRole::Overriding;
    let follows = draw.chance(4);
    b.follows_others(laws[0], follows);
    if let AnswerKind::Pick(pick) = &mut b.book.questions[which.at()].kind {
        pick.filter = Some(Filter::ProvisionRole(ProvisionRole::Secrecy));
    }
    let duty = b.duty("duty");
    let provisions = [laws[0], laws[1], rule];
    let plain = |asked, halts, of_provision| Within {
        asked,
        calls: &[],
        loops: &[],
        halts,
        of_provision,
        column: false,
        duty,
        provisions: &provisions,
    };
    let of_person = [person, frame[1], item[1]];
    let one = versions(&mut b, draw, "one", &plain(&of_person, &[HaltScope::Person], None), 3);
    let persons_of_item = (Subject::Person, over(Register::Persons), one);
    let within_law = draw.chance(4);
    let of_law = [provision, frame[0], item[0]];
    let loops_of_law: &[_] = if within_law { std::slice::from_ref(&persons_of_item) } else { &[] };
    let of_law = Within { loops: loops_of_law, ..plain(&of_law, &[HaltScope::Item], Some(rule)) };
    let law = versions(&mut b, draw, "law", &of_law, 3);
    let of_sub = [frame[0], item[0], item[1]];
    let sub = versions(&mut b, draw, "sub", &plain(&of_sub, &[HaltScope::Item], None), 3);
    let loops = [(Subject::Provision, Over::Picked(which), law), persons_of_item];
    let loops = if within_law { &loops[..1] } else { &loops[draw.below(2)..] };
    let of_item = [frame[0], frame[1], item[0], item[1]];
    let asked = Within {
        asked: &of_item,
        calls: &[sub],
        loops,
        halts: &[HaltScope::Item],
        of_provision: None,
        column: draw.chance(4),
        duty,
        provisions: &provisions,
    };
    let each_item = versions(&mut b, draw, "item", &asked, 4);
    let closing = ["n2", "n3", "n4", "outcome yes", "outcome no"];
    let to = closing.map(|to| to);
    let effects = ["release", "withhold", "open", "none", "empty"];
    let routes: Vec<_> = effects.iter().map(|effect| (*effect, draw.one(&to))).collect();
    let looked = |draw: &mut Draw<'_>| {
        let effect = draw.one(&[Effect::Release, Effect::Withhold, Effect::Open]);
        if draw.chance(2) { SwitchOn::Any { of: NodeIx(1), effect } } else { SwitchOn::All { of: NodeIx(1), effect } }
    };
    let nodes = vec![
        ask("n0", draw.one(&frame), &["n1"]),
        each("n1", Subject::Item, over(Register::Items), each_item, Join::Strictest, Box::leak(routes.into())),
        switch(
            "n2",
            looked(draw),
            leaked(&[draw.one(&["n3", "n4", OUTCOMES[0]]), draw.one(&["n3", "n4", OUTCOMES[1]])]),
        ),
        ask("n3", draw.one(&frame), leaked(&[draw.one(&["n4", OUTCOMES[0]]), OUTCOMES[1], "n4"])),
        switch("n4", SwitchOn::Answer(draw.one(&frame)), leaked(&[OUTCOMES[0], OUTCOMES[1], OUTCOMES[0]])),
    ];
    let procedure = b.single(&[end("yes", Effect::Release), end("no", Effect::Withhold)], nodes);
    let tris = vec![frame[0], frame[1], item[0], item[1], person, provision];
    let modules = vec![law, one, sub, each_item];
    let wider = follows || within_law;
    Random { builder: b, procedure, items, persons, which, tris, provisions: provisions.to_vec(), duty, modules, wider }
}

impl Random {
    /// Adds so many invariants by chance.
    pub fn invariants(&mut self, draw: &mut Draw<'_>, count: usize) {
        for number in 0..count {
            let holds = match draw.below(4) {
                0 => Holds::Before { comes: vec![self.event(draw)], needs: vec![self.event(draw)] },
                1 => Holds::Always { comes: vec![self.event(draw)], also: vec![self.event(draw)] },
                _ => {
                    let steps = (0..=draw.below(2)).map(|_| self.event(draw)).collect();
                    let unless = if draw.chance(3) { vec![self.event(draw)] } else { Vec::new() };
                    Holds::Never { steps, unless }
                }
            };
            let within = [None, Some(Subject::Item), Some(Subject::Person), Some(Subject::Provision)];
            let when = if draw.chance(4) { vec![self.stands(draw)] } else { Vec::new() };
            self.builder.book.invariants.push(Invariant {
                id: format!("held-{number}").into(),
                text: Text::default(),
                provisions: Vec::new(),
                procedures: Vec::new(),
                within: draw.one(&within),
                when,
                holds,
                source: 0,
                line: 1,
            });
        }
    }

    fn stands(&self, draw: &mut Draw<'_>) -> Stands {
        Stands { questions: vec![draw.one(&self.tris)], answers: vec![draw.one(&["ja", "nej"]).into()] }
    }

    fn event(&self, draw: &mut Draw<'_>) -> Event {
        let effect = draw.one(&[Effect::Release, Effect::Withhold, Effect::Open]);
        let plain = Event::default();
        match draw.below(9) {
            0 => Event { duties: vec![self.duty], ..plain },
            1 => Event { enters: vec![draw.one(&self.modules)], ..plain },
            2 => {
                let of = draw.one(&[None, Some(Subject::Item), Some(Subject::Person), Some(Subject::Provision)]);
                Event { ends: Some(Ends { of, effects: vec![effect] }), ..plain }
            }
            3 => {
                let from = vec![draw.one(&self.modules)];
                Event { returns: Some(Returns { from, names: Vec::new(), effects: vec![effect] }), ..plain }
            }
            4 => Event { applies: vec![draw.one(&self.provisions)], ..plain },
            5 => Event { applies_role: Some(ProvisionRole::Overriding), reaches: Some(draw.chance(2)), ..plain },
            _ => {
                let answers = if draw.chance(4) { Vec::new() } else { vec![draw.one(&["ja", "nej", "vet-ej"]).into()] };
                let answered = Answered { questions: vec![draw.one(&self.tris)], answers, ..Answered::default() };
                let test = if draw.chance(5) { vec![Test::Reverse] } else { Vec::new() };
                Event { answered: Some(answered), test, ..plain }
            }
        }
    }
}

impl Random {
    /// Returns whether a switch looks at a cell of an item.
    pub fn looks_at_cells(&self) -> bool {
        let nodes = self.builder.book.rulesets.iter().flat_map(|rules| &rules.nodes);
        let mut switches = nodes.map(|node| &node.kind);
        switches.any(|kind| matches!(kind, NodeKind::Switch { on: SwitchOn::Field(Field::Column { .. }), .. }))
    }
}
