//! The interview: the loop between the walk, the draft and a front.
//!
//! Every answer is in the journal before the next question is shown. The loop holds no state but where on the path the
//! officer looks; the path itself is derived from the answers each time. Fronts stand behind [`Respondent`]: the
//! terminal, numbered lines, and a script for the tests. Nothing here signs, and nothing here judges.

mod at_review;
mod chain;
mod change;
pub mod compose;
mod danger;
mod editor;
mod guide;
mod heard;
mod help;
pub mod interrupt;
mod items;
mod keys;
mod known;
pub mod line;
mod lost;
pub mod page;
mod paste;
mod progress;
mod prompt;
mod reason;
pub mod respondent;
pub mod review;
mod rows;
pub mod run;
mod same;
pub mod script;
pub mod session;
mod short_names;
mod states;
pub mod table;
pub mod terminal;
mod terms;
mod ways;
pub mod words;

#[cfg(test)]
mod tests;

pub use compose::OwnEditor;
pub use line::Lines;
pub use respondent::{
    AsideLine, FrontFault, Gesture, Leads, Notice, NoticeKind, OptionLine, Pasted, Prompt, Reply, Respondent,
    ReviewGroup, ReviewLine, ReviewPage, ReviewReply, Standing, Wants,
};
pub use run::{Ending, Fault, run, run_awaited};
pub use session::{Clock, Lent, OfAuthority, Seen, Session, Weighed};
pub use table::{ItemLine, ItemTable};
pub use terminal::Terminal;
