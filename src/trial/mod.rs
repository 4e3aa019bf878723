//! Cases held against the rules: which end as they say, what they cover, and which changes of the rules none of them
//! would notice.
//!
//! Pure: a rulebook, cases and the walk go in, and what was found comes out as data.

pub mod case;
pub mod coverage;
pub mod hold;
pub mod load;
pub mod miss;
pub mod monitor;
pub mod mutate;
pub mod replay;
pub mod words;
