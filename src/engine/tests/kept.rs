//! What is kept from one count of what is left to the next: it never makes another number of it.

use proptest::prelude::*;

use super::answering::{Answering, procedures};
use crate::engine::testing::*;
use crate::engine::{Counter, Key, Remaining, Step, Value};
use crate::rulebook::builtin;
use crate::ruleset::model::*;

/// What an officer does between two prompts.
#[derive(Clone, Copy, Debug)]
enum Does {
    /// Answers what is asked.
    Answers,
    /// Changes one of the answers, which of them and to what by two numbers.
    Changes(prop::sample::Index, u64),
    /// Takes one of the answers back.
    TakesBack(prop::sample::Index),
}

fn does() -> impl Strategy<Value = Does> {
    prop_oneof![
        6 => Just(Does::Answers),
        2 => (any::<prop::sample::Index>(), 0u64..100).prop_map(|(which, seed)| Does::Changes(which, seed)),
        1 => any::<prop::sample::Index>().prop_map(Does::TakesBack),
    ]
}

impl Answering<'_> {
    /// Does it; whatever the rules would make of that, it is a set of answers like another.
    fn takes(&mut self, does: Does) {
        let mut keys: Vec<_> = self.answers.keys().collect();
        keys.sort();
        match does {
            Does::Answers => {
                if let Step::Ask { key, .. } = self.plain().step {
                    self.give(key);
                }
            }
            Does::Changes(which, seed) if !keys.is_empty() => {
                let own = std::mem::replace(&mut self.seed, seed);
                self.give(*which.get(&keys));
                self.seed = own;
            }
            Does::TakesBack(which) if !keys.is_empty() => {
                self.answers.remove(*which.get(&keys));
            }
            Does::Changes(..) | Does::TakesBack(_) => {}
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_left_is_what_a_fresh_count_says_whatever_is_changed_and_taken_back(
        seed in 0u64..10_000,
        first in 0usize..40,
        all in prop::collection::vec(does(), 1..30),
    ) {
        let book = builtin();
        for procedure in procedures(&book) {
            let mut one = Answering::new(&book, procedure, seed);
            let edition = one.edition.clone();
            let mut counter = Counter::new(&edition, procedure);
            // As far as the items, where most of what is kept is.
            for _ in 0..first {
                one.takes(Does::Answers);
            }
            for &does in &all {
                prop_assert_eq!(
                    counter.count(&one.answers),
                    Remaining::of(&edition, procedure, &one.answers),
                    "before {:?}",
                    does
                );
                one.takes(does);
            }
        }
    }
}

#[test]
fn an_item_keeps_its_own_bound_when_another_document_changes() {
    let mut b = Builder::default();
    let documents = b.list("documents", Register::Documents, vec![]);
    let items = b.list("items", Register::Items, vec![ColumnKind::Ref(Register::Documents)]);
    let [harm, known] = [b.tri("harm", Scope::Item), b.tri("known", Scope::Document)];
    let of_item = b.module("of-item", &[end("r", Effect::Release)], vec![ask("x", harm, &["return r"])]);
    let to: &[_] = &[("release", "k"), ("empty", "k")];
    let of_document = Over::Register { register: Register::Items, of: Of::Document, public: false };
    let nodes =
        vec![each("l", Subject::Item, of_document, of_item, Join::Strictest, to), ask("k", known, &["return r"])];
    let of_document = b.module("of-document", &[end("r", Effect::Release)], nodes);
    let to: &[_] = &[("release", "outcome o"), ("empty", "outcome o")];
    let loops = each("l", Subject::Document, over(Register::Documents), of_document, Join::Strictest, to);
    let p = b.single(&[end("o", Effect::None)], vec![ask("d", documents, &["i"]), ask("i", items, &["l"]), loops]);
    let mut case = b.start(p);
    let edition = case.edition.clone();
    let mut counter = Counter::new(&edition, p);
    let [journal, letter] = case.rows(documents, [("journal", vec![]), ("letter", vec![])]);
    let of = |document| vec![Some(Value::Entities(vec![document]))];
    let [x, y] = case.rows(items, [("x", of(journal)), ("y", of(letter))]);
    let bounds = |counter: &mut Counter<'_, '_>, case: &Case<'_>| {
        let (all, items) = counter.count(&case.answers);
        (all.known, items.into_iter().map(|(item, left)| (item, left.known)).collect::<Vec<_>>())
    };
    assert_eq!(bounds(&mut counter, &case), (4, vec![(x, 1), (y, 1)]));
    assert_eq!(bounds(&mut counter, &case), (4, vec![(x, 1), (y, 1)]), "nothing has changed");
    case.choose(item(x), harm, JA);
    // A loop that the walk itself has passed is not counted; the other document's item is told of as before.
    assert_eq!(bounds(&mut counter, &case), (3, vec![(y, 1)]));
    case.answers.remove(Key { scope: item(x), question: harm });
    assert_eq!(bounds(&mut counter, &case), (4, vec![(x, 1), (y, 1)]), "taken back");
}
