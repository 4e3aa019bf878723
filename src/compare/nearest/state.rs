//! Where a walk stands at each question it reads, in a form that two walks can be held against each other by.
//!
//! Two walks whose [`Signature`] is the same go on alike whatever is answered from there: they stand at the same node in
//! the same call, their loops have come to the same, and the answers that can be read again are the same.

use std::collections::HashSet;

use super::live::{Ahead, Live};
use crate::engine::{Halted, Key, Observer, Place, Reads, ScopePath};
use crate::ruleset::model::{
    Effect, End, HaltScope, Join, NodeIx, NodeKind, Over, Question, ReturnIx, Rulebook, RulesetIx, Subject,
};

/// All that what comes next depends on.
pub type Signature = Box<[u32]>;

/// An answer as a signature holds it.
pub type Code = u32;

/// The answer that was given.
pub const AS_GIVEN: Code = Code::MAX;

/// A question that was read for the first time.
#[derive(Debug)]
pub struct Met {
    /// Its key.
    pub key: Key,
    /// Where the walk stood; nothing before what is being tried.
    pub signature: Option<Signature>,
}

/// Follows a walk.
pub struct Tracker<'t> {
    book: &'t Rulebook,
    live: &'t Live,
    codes: &'t dyn Fn(Key) -> Code,
    /// Signatures are taken once this question has been read.
    since: Option<Key>,
    frames: Vec<Frame>,
    seen: HashSet<Key>,
    read: Vec<(Key, Code)>,
    /// The questions in the order that they were read.
    pub met: Vec<Met>,
    /// What the items were left with, the last of them apart.
    left: Left,
}

/// What items were left with.
#[derive(Clone, Copy, Debug, Default)]
struct Left {
    before: Option<Effect>,
    last: Option<Effect>,
}

#[derive(Debug)]
struct Frame {
    ruleset: RulesetIx,
    node: NodeIx,
    scope: ScopePath,
    running: Running,
    finished: Vec<(NodeIx, Counts)>,
}

type Counts = [u32; Effect::ALL.len()];

/// A loop or several calls under way.
#[derive(Debug, Default)]
struct Running {
    counts: Counts,
    entered: Vec<ScopePath>,
}

impl<'t> Tracker<'t> {
    /// Follows a walk of `procedure`, and takes signatures after `since` has been read.
    pub fn new(
        book: &'t Rulebook,
        live: &'t Live,
        codes: &'t dyn Fn(Key) -> Code,
        procedure: RulesetIx,
        since: Option<Key>,
    ) -> Self {
        let frame = Frame::new(procedure, ScopePath::default());
        Self {
            book,
            live,
            codes,
            since,
            frames: vec![frame],
            seen: HashSet::new(),
            read: Vec::new(),
            met: Vec::new(),
            left: Left::default(),
        }
    }

    /// Returns where the walk stands that asks for `key` at a node.
    pub fn asking(&mut self, key: Key, node: NodeIx) -> Option<Signature> {
        // An item that a question breaks off is left too; it has come to nothing yet.
        self.left.last = None;
        self.at(node);
        self.since.is_none().then(|| self.signature(key))
    }

    /// Returns the strictest effect that an item was left with, once nothing more is asked in it.
    pub fn item(&self) -> Option<Effect> {
        self.left.before.max(self.left.last)
    }

    /// Returns the same where the walk stopped to ask: nothing if it did so within an item.
    pub fn item_passed(&self) -> Option<Effect> {
        if self.left.last.is_some() { None } else { self.left.before }
    }

    fn at(&mut self, node: NodeIx) {
        self.settle();
        if let Some(frame) = self.frames.last_mut()
            && frame.node != node
        {
            frame.node = node;
            frame.running = Running::default();
        }
    }

    /// Something came after the item that was left last, so that it was not left to ask.
    fn settle(&mut self) {
        self.left.before = self.left.before.max(self.left.last.take());
    }

    /// Counts what one more subject or call came to.
    fn came_to(&mut self, effect: Effect) {
        if let Some(frame) = self.frames.last_mut() {
            frame.running.counts[effect.at()] += 1;
        }
    }

    fn signature(&self, key: Key) -> Signature {
        let mut out: Vec<u32> = Vec::with_capacity(64);
        for frame in &self.frames {
            out.extend([u32::from(frame.ruleset.0), u32::from(frame.node.0)]);
            push_scope(&mut out, frame.scope);
            self.push_running(&mut out, frame);
            for (node, counts) in &frame.finished {
                out.push(node.0.into());
                out.extend(counts);
            }
        }
        out.push(self.item().map_or(Code::MAX, |effect| effect as u32));
        push_key(&mut out, key);
        let mut known: Vec<&(Key, Code)> = self.read.iter().filter(|(key, _)| self.is_live(*key)).collect();
        known.sort_unstable();
        for (key, code) in known {
            push_key(&mut out, *key);
            out.push(*code);
        }
        out.into_boxed_slice()
    }

    fn push_running(&self, out: &mut Vec<u32>, frame: &Frame) {
        let Running { counts, entered } = &frame.running;
        let join = match &self.book.rulesets[frame.ruleset.at()].nodes[frame.node.at()].kind {
            NodeKind::Each { join, .. } | NodeKind::Calls { join, .. } => *join,
            _ => return,
        };
        out.push(u32::try_from(entered.len()).unwrap_or(u32::MAX));
        if self.live.is_counted(frame.ruleset, frame.node) {
            out.extend(counts);
        } else {
            out.push(joined(counts, join) as u32);
        }
    }

    /// Returns whether the walk may read the answer again.
    fn is_live(&self, key: Key) -> bool {
        let top = self.frames.len() - 1;
        self.frames.iter().enumerate().any(|(at, frame)| {
            let (ruleset, node) = (frame.ruleset, frame.node);
            if at == top {
                return self.live.from(ruleset, node).is_some_and(|ahead| may_read(ahead, key, frame.scope, None));
            }
            let after = self.live.after(ruleset, node).is_some_and(|ahead| may_read(ahead, key, frame.scope, None));
            after || self.is_live_within(frame, key)
        })
    }

    /// Returns whether the subjects and calls that a node has yet to run may read it.
    fn is_live_within(&self, frame: &Frame, key: Key) -> bool {
        let Some(within) = self.live.within(frame.ruleset, frame.node) else { return false };
        match &self.book.rulesets[frame.ruleset.at()].nodes[frame.node.at()].kind {
            NodeKind::Each { subject, over, .. } => {
                let of = |scope: &ScopePath| subject_of(*scope, *subject);
                let own = of(&key.scope);
                let passed = own.is_some() && frame.running.entered.iter().any(|scope| of(scope) == own);
                let picked = matches!(over, Over::Picked(question) if *question == key.question);
                picked || !passed && may_read(within, key, frame.scope, Some(*subject))
            }
            NodeKind::Calls { .. } => may_read(within, key, frame.scope, None),
            _ => false,
        }
    }
}

impl Frame {
    fn new(ruleset: RulesetIx, scope: ScopePath) -> Self {
        Self { ruleset, node: NodeIx(0), scope, running: Running::default(), finished: Vec::new() }
    }
}

const SUBJECTS: [Subject; 5] = [Subject::Document, Subject::Item, Subject::Person, Subject::Provision, Subject::By];

fn subject_of(scope: ScopePath, subject: Subject) -> Option<u16> {
    match subject {
        Subject::Document => scope.document.map(|it| it.0),
        Subject::Item => scope.item.map(|it| it.0),
        Subject::Person => scope.person.map(|it| it.0),
        Subject::Provision => scope.provision.map(|it| it.0),
        Subject::By => scope.by.map(|it| it.0),
    }
}

/// Returns whether what lies ahead of a frame may read a key: the subjects of the key are those in scope, or may come.
fn may_read(ahead: &Ahead, key: Key, scope: ScopePath, loops: Option<Subject>) -> bool {
    ahead.reads(key.question)
        && SUBJECTS.into_iter().all(|subject| match (subject_of(key.scope, subject), subject_of(scope, subject)) {
            (None, _) => true,
            (Some(own), Some(other)) => own == other,
            (Some(_), None) => loops == Some(subject) || ahead.loops_over(subject),
        })
}

fn joined(counts: &Counts, join: Join) -> Effect {
    let met = Effect::ALL.into_iter().filter(|effect| counts[effect.at()] > 0);
    met.fold(Effect::None, |joined, effect| joined.joined(effect, join))
}

fn push_scope(out: &mut Vec<u32>, scope: ScopePath) {
    out.push(scope.closing.into());
    out.extend(SUBJECTS.map(|subject| subject_of(scope, subject).map_or(0, |it| u32::from(it) + 1)));
}

fn push_key(out: &mut Vec<u32>, key: Key) {
    out.push(key.question.0.into());
    push_scope(out, key.scope);
}

impl Observer for Tracker<'_> {
    fn answered(&mut self, place: Place, key: Key, _question: &Question, _reads: Reads) {
        self.at(place.node);
        if !self.seen.insert(key) {
            return;
        }
        let signature = self.since.is_none().then(|| self.signature(key));
        self.met.push(Met { key, signature });
        self.read.push((key, (self.codes)(key)));
        if self.since == Some(key) {
            self.since = None;
        }
    }

    fn passed(&mut self, place: Place) {
        self.at(place.node);
    }

    fn entered(&mut self, module: RulesetIx, scope: ScopePath) {
        if let Some(frame) = self.frames.last_mut() {
            frame.running.entered.push(scope);
        }
        self.frames.push(Frame::new(module, scope));
    }

    fn returned(&mut self, _module: RulesetIx, _name: ReturnIx, end: &End, _scope: ScopePath) {
        self.frames.pop();
        self.came_to(end.effect.unwrap_or(Effect::None));
    }

    fn joined(&mut self, place: Place, _effect: Option<Effect>) {
        self.at(place.node);
        if self.live.is_counted(place.ruleset, place.node)
            && let Some(frame) = self.frames.last_mut()
        {
            let counts = frame.running.counts;
            frame.finished.push((place.node, counts));
        }
    }

    fn item_left(&mut self, _scope: ScopePath, effect: Effect) {
        self.settle();
        self.left.last = Some(effect);
    }

    fn halted(&mut self, halted: Halted) {
        let inside = |scope: ScopePath| match halted.reach {
            HaltScope::Person => scope.person.is_some(),
            HaltScope::Item => scope.item.is_some(),
            HaltScope::Assessment => false,
        };
        let frames = self.frames.len();
        while self.frames.last().is_some_and(|frame| inside(frame.scope)) {
            self.frames.pop();
        }
        if self.frames.len() < frames {
            self.came_to(Effect::Open);
        }
    }
}
