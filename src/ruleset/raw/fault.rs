//! What YAML does not allow, or rule files do not allow of YAML, in the project's own words.

use serde_saphyr::granit_parser::ErrorKind;

use super::{MOST_DEPTH, MOST_NODES};
use crate::ruleset::document::Place;
use crate::ruleset::fault::{FaultWords, shortened};
use crate::text::Language;

/// Why a text is not the YAML of a rule file.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum YamlFault {
    /// A bracket, brace or quote that is not closed.
    NotClosed(Mark),
    /// A text in quotes that goes on in a line that is not indented.
    QuoteRunsOn,
    /// A bracket or brace that closes nothing or something else.
    ClosesNothing,
    /// A colon where no key can stand, most often inside a sentence.
    Colon,
    /// A tab where YAML wants blanks.
    Tab,
    /// A line that is indented too little or too much.
    Indentation,
    /// Something after a closing quote.
    AfterQuote,
    /// A backslash that stands for nothing in double quotes.
    Escape,
    /// A comment inside a text of several lines.
    CommentInText,
    /// A key without its colon.
    KeyWithoutColon,
    /// A comma, bracket or brace is missing in braces or brackets.
    Separator,
    /// A character that may not begin a word.
    Character(Box<str>),
    /// `|` or `>` with something after it.
    BlockHead,
    /// A directive, a document mark or another thing that rule files have no use for.
    NotForRules,
    /// Any other break of the syntax.
    Syntax,
    /// A second document after `---`.
    SecondDocument,
    /// `&name`.
    Anchor(Box<str>),
    /// `*name`.
    Alias,
    /// `!tag`.
    Tag,
    /// `<<`.
    MergeKey,
    /// A key that stands twice in the same mapping.
    DoubledKey {
        /// The key.
        key: Box<str>,
        /// Where it stands first.
        first: Place,
    },
    /// A list or a mapping as key.
    KeyNotAWord,
    /// Nested deeper than [`MOST_DEPTH`].
    TooDeep,
    /// More than [`MOST_NODES`] nodes.
    TooManyNodes,
    /// Only comments.
    Nothing,
}

/// What is not closed.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Mark {
    /// `"` or `'`.
    Quote,
    /// `[`.
    Bracket,
    /// `{`.
    Brace,
}

impl YamlFault {
    /// Returns whether it broke off the reading.
    #[must_use]
    pub fn breaks(&self) -> bool {
        !matches!(self, Self::Anchor(_) | Self::Alias | Self::Tag | Self::MergeKey | Self::DoubledKey { .. })
    }

    pub(super) fn from_kind(kind: &ErrorKind) -> Self {
        use ErrorKind as E;
        match kind {
            E::UnclosedQuotedScalar | E::DocumentIndicatorInQuotedScalar => Self::NotClosed(Mark::Quote),
            E::UnclosedFlowCollection { open: '[' } | E::UnexpectedEofFlowSequence => Self::NotClosed(Mark::Bracket),
            E::UnclosedFlowCollection { .. } | E::UnexpectedEofFlowMapping | E::UnexpectedEofImplicitFlowMapping => {
                Self::NotClosed(Mark::Brace)
            }
            E::InvalidQuotedScalarIndent => Self::QuoteRunsOn,
            E::MisplacedFlowCollectionEnd | E::MismatchedFlowCollectionEnd { .. } => Self::ClosesNothing,
            E::MappingValueNotAllowed | E::InvalidColonPlacement | E::FlowMappingValueAdjacentCollection => Self::Colon,
            E::TabNotAllowed
            | E::TabInBlockIndentation
            | E::TabAtBlockScalarStart
            | E::TabInIndentation
            | E::TabInPlainScalar
            | E::InvalidBlockEntryWhitespace
            | E::InvalidMappingValueWhitespace => Self::Tab,
            E::InvalidIndentation
            | E::InvalidBlockScalarIndent
            | E::InvalidFlowScalarIndent
            | E::ExpectedBlockMappingKey
            | E::ExpectedBlockSequenceEntry
            | E::BlockSequenceEntryNotAllowed
            | E::MappingKeyNotAllowed => Self::Indentation,
            E::InvalidTrailingSingleQuotedScalar | E::InvalidTrailingDoubleQuotedScalar => Self::AfterQuote,
            E::UnknownQuotedScalarEscape
            | E::InvalidQuotedScalarHexEscape
            | E::InvalidLowSurrogateHexEscape
            | E::InvalidLowSurrogate
            | E::MissingLowSurrogate
            | E::UnpairedLowSurrogate
            | E::InvalidUnicodeEscape => Self::Escape,
            E::CommentInterceptedScalar | E::CommentNotSeparated => Self::CommentInText,
            E::SimpleKeyExpected | E::InvalidSimpleKey => Self::KeyWithoutColon,
            E::ExpectedFlowMappingSeparator | E::ExpectedFlowSequenceSeparator | E::BlockEntryInFlowCollection => {
                Self::Separator
            }
            E::UnexpectedCharacter { character } => Self::Character(character.to_string().into()),
            E::PlainScalarStartsWithDashFlowIndicator => Self::Character("-".into()),
            E::InvalidBlockScalarHeader | E::ZeroBlockScalarIndent => Self::BlockHead,
            E::DirectiveDisallowed
            | E::MissingDirectiveName
            | E::InvalidDirectiveName
            | E::InvalidDirectiveTerminator
            | E::ExpectedDocumentStart
            | E::InvalidDocumentEnd
            | E::MissingDocumentEndBeforeDirective => Self::NotForRules,
            E::MissingAnchorOrAliasName => Self::Character("*".into()),
            E::UndeclaredTagHandle | E::ExpectedTagBang | E::InvalidTagTerminator => Self::Tag,
            E::RecursionLimitExceeded => Self::TooDeep,
            _ => Self::Syntax,
        }
    }
}

impl FaultWords for YamlFault {
    fn code(&self) -> &'static str {
        match self {
            Self::NotClosed(_) => "Y001",
            Self::QuoteRunsOn => "Y025",
            Self::ClosesNothing => "Y002",
            Self::Colon => "Y003",
            Self::Tab => "Y004",
            Self::Indentation => "Y005",
            Self::AfterQuote => "Y006",
            Self::Escape => "Y007",
            Self::CommentInText => "Y008",
            Self::KeyWithoutColon => "Y009",
            Self::Separator => "Y010",
            Self::Character(_) => "Y011",
            Self::BlockHead => "Y012",
            Self::NotForRules => "Y013",
            Self::Syntax => "Y014",
            Self::SecondDocument => "Y015",
            Self::Anchor(_) => "Y016",
            Self::Alias => "Y017",
            Self::Tag => "Y018",
            Self::MergeKey => "Y019",
            Self::DoubledKey { .. } => "Y020",
            Self::KeyNotAWord => "Y021",
            Self::TooDeep => "Y022",
            Self::TooManyNodes => "Y023",
            Self::Nothing => "Y024",
        }
    }

    fn message(&self, language: Language) -> String {
        let words = match self {
            Self::NotClosed(Mark::Quote) => ("ett citattecken stängs inte", "a quotation mark is not closed"),
            Self::NotClosed(Mark::Bracket) => ("`[` stängs inte med `]`", "`[` is not closed by `]`"),
            Self::NotClosed(Mark::Brace) => ("`{` stängs inte med `}`", "`{` is not closed by `}`"),
            Self::QuoteRunsOn => (
                "en text inom citattecken fortsätter på en rad som inte är indragen",
                "a text in quotation marks goes on in a line that is not indented",
            ),
            Self::ClosesNothing => ("parentesen stänger inget som är öppet", "the bracket closes nothing that is open"),
            Self::Colon => ("ett kolon står där ingen nyckel kan stå", "a colon stands where no key can be"),
            Self::Tab => ("en tabb står där YAML vill ha blanksteg", "a tab stands where YAML wants blanks"),
            Self::Indentation => ("raden är fel indragen", "the line is indented wrongly"),
            Self::AfterQuote => (
                "det står något efter det avslutande citattecknet",
                "something stands after the closing quotation mark",
            ),
            Self::Escape => (
                "omvänt snedstreck betyder något särskilt inom \"…\", och detta är ingen känd följd",
                "a backslash has a meaning of its own within \"…\", and this is no known sequence",
            ),
            Self::CommentInText => ("en kommentar bryter av en text", "a comment breaks into a text"),
            Self::KeyWithoutColon => ("nyckeln saknar kolon", "the key lacks its colon"),
            Self::Separator => {
                ("ett kommatecken eller en slutparentes saknas", "a comma or a closing bracket is missing")
            }
            Self::Character(character) => {
                return match language {
                    Language::Sv => format!("tecknet `{character}` kan inte stå först i ett ord utan citattecken"),
                    Language::En => format!("the character `{character}` cannot begin a word without quotation marks"),
                };
            }
            Self::BlockHead => ("det står något efter `|` eller `>`", "something stands after `|` or `>`"),
            Self::NotForRules => {
                ("regelfiler har inga direktiv eller dokumentmärken", "rule files have no directives or document marks")
            }
            Self::Syntax => ("raden går inte att läsa som YAML", "the line cannot be read as YAML"),
            Self::SecondDocument => ("ett andra dokument börjar här", "a second document begins here"),
            Self::Anchor(name) => {
                let name = shortened(name);
                return match language {
                    Language::Sv => format!("ankare (`&{name}`) får inte användas i regelfiler"),
                    Language::En => format!("anchors (`&{name}`) may not be used in rule files"),
                };
            }
            Self::Alias => (
                "hänvisningar med `*` får inte användas i regelfiler",
                "aliases with `*` may not be used in rule files",
            ),
            Self::Tag => {
                ("typmärken med `!` får inte användas i regelfiler", "tags with `!` may not be used in rule files")
            }
            Self::MergeKey => ("`<<` får inte användas i regelfiler", "`<<` may not be used in rule files"),
            Self::DoubledKey { key, first } => {
                let (key, line, column) = (shortened(key), first.line, first.column);
                return match language {
                    Language::Sv => format!("`{key}` står två gånger; den första står på rad {line}, kolumn {column}"),
                    Language::En => format!("`{key}` stands twice; the first is on line {line}, column {column}"),
                };
            }
            Self::KeyNotAWord => ("nyckeln är en lista eller en mappning", "the key is a list or a mapping"),
            Self::TooDeep => {
                return match language {
                    Language::Sv => format!("filen är nästlad djupare än {MOST_DEPTH} nivåer"),
                    Language::En => format!("the file is nested deeper than {MOST_DEPTH} levels"),
                };
            }
            Self::TooManyNodes => {
                return match language {
                    Language::Sv => format!("filen har mer än {MOST_NODES} värden"),
                    Language::En => format!("the file has more than {MOST_NODES} values"),
                };
            }
            Self::Nothing => ("filen har bara kommentarer", "the file has only comments"),
        };
        language.choose(words.0, words.1).to_owned()
    }

    fn hint(&self, language: Language) -> Option<String> {
        let words = match self {
            Self::NotClosed(Mark::Quote) => (
                "stäng texten med samma tecken som den börjar med, eller skriv den i ett block efter `|`",
                "close the text with the mark it begins with, or write it as a block after `|`",
            ),
            Self::QuoteRunsOn => (
                "stäng citattecknet där texten slutar, eller dra in raden",
                "close the quotation mark where the text ends, or indent the line",
            ),
            Self::NotClosed(_) | Self::ClosesNothing => (
                "låt varje parentes ha sin motpart; en text med parenteser sätts inom \"…\"",
                "give every bracket its counterpart; put a text with brackets within \"…\"",
            ),
            Self::Colon => (
                "sätt texten inom \"…\" om kolonet hör till en mening; annars: se över indraget, och att parenteserna ovanför stängs",
                "put the text within \"…\" if the colon belongs to a sentence; otherwise look at the indentation, and whether the brackets above are closed",
            ),
            Self::Tab => ("byt tabben mot två blanksteg", "replace the tab by two blanks"),
            Self::Indentation => (
                "låt nycklar som hör ihop börja i samma kolumn, med blanksteg",
                "let keys that belong together begin in the same column, with blanks",
            ),
            Self::AfterQuote => (
                "sätt hela texten inom citattecken, och skriv '' för en apostrof inom '…'",
                "put the whole text within quotation marks, and write '' for an apostrophe within '…'",
            ),
            Self::Escape => ("skriv \\\\ för ett omvänt snedstreck", "write \\\\ for a backslash"),
            Self::CommentInText => (
                "sätt texten inom \"…\" om `#` hör till den; annars: lägg kommentaren på en egen rad ovanför",
                "put the text within \"…\" if `#` belongs to it; otherwise put the comment on a line of its own above",
            ),
            Self::KeyWithoutColon => ("skriv `nyckel: värde`", "write `key: value`"),
            Self::Separator => (
                "skilj delarna åt med kommatecken, och sätt en text med komma eller kolon inom \"…\"",
                "put commas between the parts, and put a text with a comma or colon within \"…\"",
            ),
            Self::Character(_) => ("sätt texten inom \"…\"", "put the text within \"…\""),
            Self::BlockHead => ("börja texten på nästa rad, indragen", "begin the text on the next line, indented"),
            Self::NotForRules | Self::SecondDocument => (
                "ta bort raderna med `---`, `...` och `%`; en fil är ett dokument",
                "remove the lines with `---`, `...` and `%`; a file is one document",
            ),
            Self::Syntax => ("se över raden och den ovanför", "look at the line and the one above"),
            Self::Anchor(_) | Self::Alias | Self::MergeKey => (
                "skriv ut det som menas; en text som börjar med `&` eller `*` sätts inom \"…\"",
                "write out what is meant; put a text that begins with `&` or `*` within \"…\"",
            ),
            Self::Tag => (
                "ta bort märket; en text som börjar med `!` sätts inom \"…\"",
                "remove the tag; put a text that begins with `!` within \"…\"",
            ),
            Self::DoubledKey { .. } => {
                ("ta bort den ena, eller ge den ett eget namn", "remove one of them, or give it a name of its own")
            }
            Self::KeyNotAWord => (
                "skriv ett ord före kolonet; en text med `{` eller `[` sätts inom \"…\"",
                "write a word before the colon; put a text with `{` or `[` within \"…\"",
            ),
            Self::TooDeep | Self::TooManyNodes => ("dela upp filen", "split the file"),
            Self::Nothing => (
                "börja filen med `ruleset:` eller `register:`, ett fall med `case:`",
                "begin the file with `ruleset:` or `register:`, a case with `case:`",
            ),
        };
        Some(language.choose(words.0, words.1).to_owned())
    }
}
