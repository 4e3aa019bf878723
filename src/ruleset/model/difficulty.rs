//! How hard a training scenario is.

use serde::{Deserialize, Serialize};

/// How hard a training scenario is, from the easiest.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Difficulty {
    /// One turn of the law, told in full.
    Basic,
    /// Several turns, or facts that come late.
    Intermediate,
    /// Facts that point different ways.
    Advanced,
}
