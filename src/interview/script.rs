//! A front whose replies are written beforehand: for tests, and for walking a case that is told step by step.

use std::collections::VecDeque;

use super::respondent::{FrontFault, Notice, Prompt, Reply, Respondent, ReviewPage, ReviewReply};

/// What a script does at a stop.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Act {
    /// Replies to a prompt.
    Reply(Reply),
    /// Replies to the review page.
    Review(ReviewReply),
    /// Is interrupted.
    Interrupt,
}

/// What a script was shown.
#[derive(Clone, Debug, PartialEq)]
pub enum Shown {
    /// A prompt.
    Prompt(Prompt),
    /// A notice.
    Notice(Notice),
    /// The review page.
    Review(ReviewPage),
}

/// A front that replies from a list and keeps what it was shown.
#[derive(Clone, Debug, Default)]
pub struct Script {
    acts: VecDeque<Act>,
    /// Everything shown, in order.
    pub shown: Vec<Shown>,
}

impl Script {
    /// Returns a front with these replies; at their end the input has ended.
    #[must_use]
    pub fn new(acts: impl IntoIterator<Item = Act>) -> Self {
        Self { acts: acts.into_iter().collect(), shown: Vec::new() }
    }

    /// Returns how many replies are left.
    #[must_use]
    pub fn left(&self) -> usize {
        self.acts.len()
    }

    /// Returns the prompts that were put, in order.
    pub fn prompts(&self) -> impl Iterator<Item = &Prompt> + '_ {
        self.shown.iter().filter_map(|shown| match shown {
            Shown::Prompt(prompt) => Some(prompt),
            _ => None,
        })
    }

    /// Returns the notices that were shown, in order.
    pub fn notices(&self) -> impl Iterator<Item = &Notice> + '_ {
        self.shown.iter().filter_map(|shown| match shown {
            Shown::Notice(notice) => Some(notice),
            _ => None,
        })
    }
}

impl Respondent for Script {
    fn ask(&mut self, prompt: &Prompt) -> Result<Reply, FrontFault> {
        self.shown.push(Shown::Prompt(prompt.clone()));
        match self.acts.pop_front() {
            Some(Act::Reply(reply)) => Ok(reply),
            Some(Act::Interrupt) => Err(FrontFault::Interrupted),
            Some(Act::Review(_)) | None => Err(FrontFault::Ended),
        }
    }

    fn tell(&mut self, notice: &Notice) -> Result<(), FrontFault> {
        self.shown.push(Shown::Notice(notice.clone()));
        Ok(())
    }

    fn review(&mut self, page: &ReviewPage) -> Result<ReviewReply, FrontFault> {
        self.shown.push(Shown::Review(page.clone()));
        match self.acts.pop_front() {
            Some(Act::Review(reply)) => Ok(reply),
            Some(Act::Interrupt) => Err(FrontFault::Interrupted),
            Some(Act::Reply(_)) | None => Err(FrontFault::Ended),
        }
    }
}
