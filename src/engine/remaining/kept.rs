//! What modules came to, kept from one count to the next for as long as the answers that they read are the same.
//!
//! An officer changes one answer at a time, and most of the rules do not look at it. Each module that was counted knows
//! which answers it read, the missing ones too, and which modules called it; an answer that is another than it was
//! takes away those that read it, and what called them. Nothing else can make a difference: rules and day are those
//! of one [`Counter`](super::Counter), and what a module was called with is what it is kept under.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use super::load::Ways;
use super::unnamed::has_unnamed;
use crate::engine::answer::{Answers, Key, ScopePath, Value};
use crate::ruleset::model::{ProvisionIx, RulesetIx};

/// What the questions of a module depend on, beside the answers.
#[derive(Eq, Hash, PartialEq)]
pub struct Called {
    /// The module.
    pub ruleset: RulesetIx,
    /// The subjects in scope.
    pub scope: ScopePath,
    /// Its arguments.
    pub given: Vec<Option<u16>>,
    /// What the innermost loop over provisions tests.
    pub beside: Vec<ProvisionIx>,
}

/// A module that was called, by its position among all of them.
pub type ModuleAt = usize;

/// The modules that were counted, and what each of them rests on.
#[derive(Default)]
pub struct Kept {
    called: HashMap<Called, ModuleAt>,
    modules: Vec<Module>,
    read: HashMap<Key, Read>,
    /// Those that tell of items while they are counted, which is to be told anew each time.
    telling: Vec<ModuleAt>,
}

#[derive(Default)]
struct Module {
    /// Nothing while it is not counted, or no longer holds.
    ways: Option<Rc<Ways>>,
    /// The modules that rest on it.
    callers: BTreeSet<ModuleAt>,
}

/// An answer as it was read.
struct Read {
    value: Option<Value>,
    by: BTreeSet<ModuleAt>,
}

impl Kept {
    /// Forgets every module that no longer holds with these answers.
    pub fn hold_against<A: Answers>(&mut self, answers: &A) {
        let mut stale = std::mem::take(&mut self.telling);
        self.read.retain(|&key, read| {
            let same = answers.get(key) == read.value.as_ref();
            if !same {
                stale.extend(&read.by);
            }
            same
        });
        while let Some(at) = stale.pop() {
            if self.modules[at].ways.take().is_some() {
                stale.extend(std::mem::take(&mut self.modules[at].callers));
            }
        }
    }

    /// Returns where a call of a module is kept, and notes which module called it.
    pub fn called(&mut self, called: Called, by: Option<ModuleAt>) -> ModuleAt {
        let at = *self.called.entry(called).or_insert(self.modules.len());
        if at == self.modules.len() {
            self.modules.push(Module::default());
        }
        self.modules[at].callers.extend(by);
        at
    }

    /// Returns what a module came to, if that still holds.
    pub fn ways(&self, at: ModuleAt) -> Option<Rc<Ways>> {
        self.modules[at].ways.clone()
    }

    /// Keeps what a module came to.
    pub fn keep(&mut self, at: ModuleAt, ways: Rc<Ways>) {
        self.modules[at].ways = Some(ways);
    }

    /// Notes that a module tells of items: it is kept for this count alone.
    pub fn tells(&mut self, at: ModuleAt) {
        self.telling.push(at);
    }

    /// Notes what was read in this count.
    pub fn rests_on<A: Answers>(&mut self, traced: Traced<'_, A>) {
        for (key, by) in traced.reads.into_inner() {
            let first = || Read { value: traced.answers.get(key).cloned(), by: BTreeSet::new() };
            self.read.entry(key).or_insert_with(first).by.insert(by);
        }
    }
}

/// Answers that note which module reads which of them.
pub struct Traced<'a, A> {
    answers: &'a A,
    /// The module that is being counted; nothing in the procedure itself, which is counted each time.
    within: Cell<Option<ModuleAt>>,
    reads: RefCell<Vec<(Key, ModuleAt)>>,
}

impl<'a, A> Traced<'a, A> {
    /// Returns the same answers, read by nobody yet.
    pub fn new(answers: &'a A) -> Self {
        Self { answers, within: Cell::new(None), reads: RefCell::default() }
    }

    /// Returns the module that is being counted.
    pub fn within(&self) -> Option<ModuleAt> {
        self.within.get()
    }

    /// Notes what is read from here on to another module, and returns the one before.
    pub fn enter(&self, module: Option<ModuleAt>) -> Option<ModuleAt> {
        self.within.replace(module)
    }
}

impl<A: Answers> Answers for Traced<'_, A> {
    fn get(&self, key: Key) -> Option<&Value> {
        // About a subject that is not named yet there will never be an answer.
        if let Some(module) = self.within.get()
            && !has_unnamed(&key.scope)
        {
            self.reads.borrow_mut().push((key, module));
        }
        self.answers.get(key)
    }
}
