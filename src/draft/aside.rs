//! Answers that do not stand now.

use serde_json::Value as Json;

/// An answer that was set aside, and when it holds again.
#[derive(Clone, Debug, PartialEq)]
pub struct Aside<K, A> {
    /// The answer.
    pub answer: A,
    /// What it rested on, as that was: once all of it is so again, the answer holds again. Empty where it was set aside
    /// for another reason than a change.
    pub rests: Vec<(K, Json)>,
    /// Whether it waits to be looked at again, because the rules sent the officer back: then it does not come back by
    /// itself, but may be let stand.
    pub keeps: bool,
}
