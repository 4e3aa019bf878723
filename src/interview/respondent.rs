//! The one trait behind which every front stands, and what passes through it.
//!
//! A front shows words and brings back what was chosen or typed. It knows no rules and decides nothing: what was typed is
//! read and refused by the loop, so that all fronts refuse the same.

use chrono::NaiveDate;

use super::interrupt::lend;
use super::table::ItemTable;
use crate::engine::Key;
use crate::picture::Picture;
use crate::text::Language;

/// What a person can do instead of answering, the same in every front.
///
/// `!`, acute danger, is not among them: every front answers it by itself, so that no caller can forget it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Gesture {
    /// `<`: back to the question before.
    Back,
    /// `>`: keep the answer that stands and go on.
    Keep,
    /// `?`: how to find out, the law, the source.
    Help,
    /// `=`: all answers so far.
    Review,
    /// `.`: stop here; the draft stays.
    Pause,
}

impl Gesture {
    /// Returns the gesture of a sign, typed alone.
    #[must_use]
    pub fn from_sign(sign: &str) -> Option<Self> {
        Some(match sign {
            "<" => Self::Back,
            ">" => Self::Keep,
            "?" => Self::Help,
            "=" => Self::Review,
            "." => Self::Pause,
            _ => return None,
        })
    }
}

/// What comes back from a prompt.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Reply {
    /// The option at this position was chosen.
    Option(usize),
    /// The choices at these positions were picked.
    Picked(Vec<usize>),
    /// This was typed; empty where nothing was.
    Text(String),
    /// Something else than an answer.
    Gesture(Gesture),
}

/// An option of a closed question.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct OptionLine {
    /// The key that chooses it, and nothing else does.
    pub key: char,
    /// Its words.
    pub text: String,
}

/// What a prompt waits for.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Wants {
    /// One of these, never with one of them chosen beforehand.
    Options(Vec<OptionLine>),
    /// Some of these, by number or name.
    Picks {
        /// The choices, numbered from 1.
        choices: Vec<String>,
        /// What each may be called instead of its number, such as `26:1`; empty where only numbers will do.
        names: Vec<String>,
        /// Whether several can be picked.
        many: bool,
        /// The least number.
        least: u32,
    },
    /// Text of at least so many characters.
    Text {
        /// The least length.
        least: u32,
    },
    /// A day; today is proposed and must be typed.
    Date {
        /// Today.
        today: NaiveDate,
    },
    /// A day and a time.
    DateTime,
    /// A whole number, within bounds if there are any.
    Number {
        /// Least and greatest.
        bounds: Option<(i64, i64)>,
    },
    /// What to do next among the items; it comes back as text.
    Items(ItemTable),
}

/// A question as it is put.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Prompt {
    /// Which question of this path, from 1; 0 for what is asked before the first.
    pub number: usize,
    /// The question that it puts, or of whose answer it asks a row or a reason.
    pub about: Option<Key>,
    /// At most how many come after it, such as `högst 12 kvar`; empty where that is not told.
    pub left: String,
    /// About whom or what, such as `Uppgift 2 av 5: besöket · klienten`; empty in the frame.
    pub heading: String,
    /// The question, with labels filled in, safe to show.
    pub question: String,
    /// A remark under it, such as how long a reason must be.
    pub remark: Option<String>,
    /// Terms of art in it, each with what it means, the first time that they are met.
    pub terms: Vec<String>,
    /// What is waited for.
    pub wants: Wants,
    /// The answer that was given before, in words. It is shown and never chosen.
    pub earlier: Option<String>,
    /// Whether [`Gesture::Keep`] keeps that answer.
    pub keeps: bool,
    /// Whether nothing at all is an answer: an optional column, the end of the rows.
    pub skips: bool,
    /// Whether a draft keeps what is answered; another actor's answers lie nowhere before they are signed.
    pub kept: bool,
    /// What pasted lines become.
    pub pasted: Pasted,
}

/// What a paste of several lines becomes.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Pasted {
    /// One line, to be typed on.
    Line,
    /// An answer as they are: rows of a list.
    Rows,
}

impl Prompt {
    /// Returns a bare prompt: what is asked before the first question of a path, kept by nothing unless said otherwise.
    #[must_use]
    pub fn new(question: impl Into<String>, wants: Wants) -> Self {
        Self {
            number: 0,
            about: None,
            left: String::new(),
            heading: String::new(),
            question: question.into(),
            remark: None,
            terms: Vec::new(),
            wants,
            earlier: None,
            keeps: false,
            skips: false,
            kept: true,
            pasted: Pasted::Line,
        }
    }
}

/// What a notice is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum NoticeKind {
    /// What was asked for with `?`.
    Help,
    /// Something to know.
    Info,
    /// Something that was not accepted.
    Refused,
    /// Something is parked or stopped.
    Halted,
}

/// Something to show.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Notice {
    /// What it is.
    pub kind: NoticeKind,
    /// Its heading; empty for a notice of one line.
    pub title: String,
    /// Its lines, safe to show, not wrapped.
    pub lines: Vec<String>,
}

/// A line of the review page.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ReviewLine {
    /// The number that goes back to it.
    pub number: usize,
    /// The question.
    pub question: String,
    /// The answer in words.
    pub answer: String,
    /// The reason that stays in the authority.
    pub reason: Option<String>,
    /// The reason that the requester may read.
    pub outgoing: Option<String>,
}

/// The answers about one subject.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ReviewGroup {
    /// What they are about.
    pub heading: String,
    /// What it came to, if it did.
    pub result: Option<String>,
    /// The answers, in the order asked.
    pub lines: Vec<ReviewLine>,
}

/// An answer that does not count as things are: the draft keeps it until signing, and no record ever holds it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct AsideLine {
    /// The question, with what it is about.
    pub question: String,
    /// The answer in words.
    pub answer: String,
    /// Its reasons.
    pub reasons: Vec<String>,
}

/// Where an assessment stands when its answers are looked through.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Standing {
    /// Questions are left.
    Underway,
    /// It can be signed.
    Finished,
    /// It waits or has stopped.
    Halted,
}

/// Every answer on the path.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ReviewPage {
    /// Where the assessment stands.
    pub standing: Standing,
    /// Whether a draft keeps the answers.
    pub kept: bool,
    /// What comes when it is done.
    pub leads: Leads,
    /// The answers, by subject.
    pub groups: Vec<ReviewGroup>,
    /// Answers that the path does not meet, without numbers to go to.
    pub aside: Vec<AsideLine>,
    /// What it came to: the outcome, or what is parked and who can find out.
    pub result: Vec<String>,
    /// What is known of the case, shown last so that it is on the screen whatever came before; empty in earnest.
    pub known: Vec<String>,
}

/// What comes after the review page, when all is answered.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Leads {
    /// It is signed.
    Signing,
    /// How it went is shown.
    Outcome,
    /// It is handed in to a room.
    HandingIn,
}

/// What comes back from the review page.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum ReviewReply {
    /// Back to the question of that number.
    Go(usize),
    /// All is as it should be: on to what comes next.
    Confirm,
    /// Stop here; the draft stays.
    Pause,
}

/// Why a front cannot go on.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum FrontFault {
    /// Ctrl-C or a signal.
    Interrupted,
    /// Standard input or the screen is no terminal.
    NoTerminal,
    /// There is no more input.
    Ended,
    /// Input or output failed.
    Io(std::io::ErrorKind),
}

impl From<std::io::Error> for FrontFault {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::Interrupted => Self::Interrupted,
            std::io::ErrorKind::NotConnected => Self::NoTerminal,
            std::io::ErrorKind::UnexpectedEof => Self::Ended,
            kind => Self::Io(kind),
        }
    }
}

impl FrontFault {
    /// Returns what is wrong.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        match self {
            Self::Interrupted => language.choose("avbrutet", "interrupted"),
            Self::NoTerminal => language.choose(
                "frågorna behöver en terminal, och standard in är ingen",
                "the questions need a terminal, and standard input is none",
            ),
            Self::Ended => language.choose("inmatningen tog slut", "the input came to its end"),
            Self::Io(_) => language.choose("terminalen svarar inte", "the terminal does not answer"),
        }
        .to_owned()
    }

    /// Returns what to do.
    #[must_use]
    pub fn hint(&self, language: Language) -> Option<String> {
        match self {
            Self::NoTerminal | Self::Ended => Some(
                language
                    .choose(
                        "ge svaren i en fil med `--answers FIL`",
                        "give the answers in a file with `--answers FILE`",
                    )
                    .to_owned(),
            ),
            Self::Interrupted | Self::Io(_) => None,
        }
    }
}

/// A front: asks a person, or a script.
pub trait Respondent {
    /// Puts a prompt and waits.
    ///
    /// # Errors
    /// If it was interrupted or there is nobody to ask.
    fn ask(&mut self, prompt: &Prompt) -> Result<Reply, FrontFault>;

    /// Shows something.
    ///
    /// # Errors
    /// If it cannot be shown.
    fn tell(&mut self, notice: &Notice) -> Result<(), FrontFault>;

    /// Lends the screen and the keys to another program while `meanwhile` runs it, and takes them back as they were.
    ///
    /// # Errors
    /// If it was interrupted meanwhile.
    fn lend(&mut self, meanwhile: &mut dyn FnMut()) -> Result<(), FrontFault> {
        lend(meanwhile)
    }

    /// Shows a decision table that was just passed; a front that does not draw says in words what it shows.
    ///
    /// # Errors
    /// If it cannot be shown.
    fn draw(&mut self, picture: &Picture, language: Language) -> Result<(), FrontFault> {
        let lines = vec![picture.sentence(language)];
        self.tell(&Notice { kind: NoticeKind::Info, title: String::new(), lines })
    }

    /// Shows the review page and waits.
    ///
    /// # Errors
    /// If it was interrupted or there is nobody to ask.
    fn review(&mut self, page: &ReviewPage) -> Result<ReviewReply, FrontFault>;
}
