//! `menprov assess`.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Args;

use super::register::RegisterFolder;
use super::rules::RulesFolder;
use super::signing::Signing;
use super::{both, value};

/// What `assess` takes.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own on the command line")]
pub struct AssessArgs {
    #[arg(
        value_name = both!("FÖRFARANDE", "PROCEDURE"),
        help = both!(
            "Förfarandet, se `menprov rules list`; utan det visas en lista att välja ur",
            "The procedure, see `menprov rules list`; without it there is a list to choose from"
        )
    )]
    pub procedure: Option<String>,

    #[arg(
        long,
        value_name = both!("DATUM", "DATE"),
        value_parser = value::day,
        help = both!(
            "Dagen vars lag gäller, ÅÅÅÅ-MM-DD; annars i dag",
            "The day whose law applies, YYYY-MM-DD; today unless given"
        )
    )]
    pub law_date: Option<NaiveDate>,

    #[arg(
        long,
        value_name = both!("BETECKNING", "REFERENCE"),
        help = both!(
            "Ärendets beteckning, till exempel ett diarienummer; aldrig ett namn eller personnummer",
            "The matter's reference, such as a registration number; never a name or personal number"
        )
    )]
    pub matter: Option<String>,

    #[arg(
        long,
        alias = "inkom",
        value_name = both!("TIDPUNKT", "TIME"),
        help = both!(
            "När begäran eller anmälan kom in: ÅÅÅÅ-MM-DD, ÅÅÅÅ-MM-DDTtt:mm, idag eller nu; frister räknas därifrån",
            "When the request or report came in: YYYY-MM-DD, YYYY-MM-DDThh:mm, today or now; deadlines run from it"
        )
    )]
    pub received: Option<String>,

    #[arg(
        long,
        value_name = both!("ROLL", "ROLE"),
        help = both!(
            "Rollen du prövar i: ett id ur inställningarna, eller officer, second-reader, lawyer, manager, delegate, board",
            "The role you assess in: an id of the configuration, or officer, second-reader, lawyer, manager, delegate, board"
        )
    )]
    pub role: Option<String>,

    #[arg(
        long,
        value_name = both!("ENHET", "UNIT"),
        help = both!(
            "Enheten du prövar i: ett id ur inställningarna; utan enheter där, enhetens namn",
            "The unit you assess in: an id of the configuration; where it has no units, its name"
        )
    )]
    pub unit: Option<String>,

    #[arg(
        long,
        value_name = both!("FIL", "FILE"),
        conflicts_with = "resume",
        help = both!(
            "Läs svaren från en fil (- är standard in) och ställ inga frågor",
            "Read the answers from a file (- is standard input) and put no question"
        )
    )]
    pub answers: Option<PathBuf>,

    #[arg(
        long,
        alias = "uppgifter",
        value_name = both!("FIL", "FILE"),
        help = both!(
            "Läs listan över uppgifter ur en fil i CSV eller JSON; du ser igenom raderna innan de gäller",
            "Read the list of items from a CSV or JSON file; you look the rows through before they count"
        )
    )]
    pub items: Option<PathBuf>,

    #[arg(
        long,
        alias = "fil",
        value_name = both!("[HANDLING=]FIL", "[DOCUMENT=]FILE"),
        help = both!(
            "Handlingens fil: underlaget får dess fingeravtryck (SHA-256), aldrig innehållet eller namnet; kan anges flera gånger",
            "The document's file: the memo gets its fingerprint (SHA-256), never its content or name; can be given several times"
        )
    )]
    pub file: Vec<String>,

    #[arg(
        long,
        value_name = "ID",
        num_args = 0..=1,
        default_missing_value = "",
        hide_default_value = true,
        conflicts_with = "procedure",
        help = both!(
            "Fortsätt ett sparat utkast; utan ID visas de som finns",
            "Go on with a saved draft; without an ID those that there are are shown"
        )
    )]
    pub resume: Option<String>,

    #[arg(
        long,
        alias = "kasta",
        value_name = "ID",
        conflicts_with_all = ["procedure", "answers", "resume", "continues", "second_of", "law_date", "matter", "role", "unit", "no_sign", "full", "json"],
        help = both!(
            "Kasta ett utkast; du bekräftar genom att skriva ärendets beteckning eller utkastets id",
            "Throw a draft away; you confirm by typing the matter's reference or the draft's id"
        )
    )]
    pub discard: Option<String>,

    #[arg(
        long,
        alias = "ja",
        requires = "discard",
        help = both!("Kasta utkastet utan att fråga", "Throw the draft away without asking")
    )]
    pub yes: bool,

    #[arg(
        long = "continue",
        alias = "fortsatt",
        value_name = "ID",
        conflicts_with_all = ["procedure", "resume", "matter"],
        help = both!(
            "Gå vidare från ett registrerat underlag som väntar på svar eller inte godkändes; svaren följer med",
            "Go on from a recorded memo that waits for answers or was rejected; its answers come along"
        )
    )]
    pub continues: Option<String>,

    #[arg(
        long,
        alias = "andra-bedomning",
        alias = "andra-bedömning",
        value_name = "ID",
        conflicts_with_all = ["procedure", "resume", "continues", "matter", "law_date", "items"],
        help = both!(
            "Bedöm ett registrerat ärende en gång till, utan att se svaren i det underlaget; bara listorna följer med",
            "Assess a recorded matter once more without seeing the answers of that memo; only the lists come along"
        )
    )]
    pub second_of: Option<String>,

    #[command(flatten)]
    pub signing: Signing,

    #[arg(
        long,
        conflicts_with_all = ["key", "passphrase_file", "practice"],
        help = both!(
            "Skriv varken under eller registrera; underlaget visas bara",
            "Neither sign nor record; the memo is only shown"
        )
    )]
    pub no_sign: bool,

    #[arg(
        long,
        help = both!(
            "Tala enkla rader: för skärmläsare och enkla terminaler; det gör även `ACCESSIBLE=1` och `TERM=dumb`",
            "Speak plain lines: for screen readers and simple terminals; so do `ACCESSIBLE=1` and `TERM=dumb`"
        )
    )]
    pub plain: bool,

    #[arg(
        long,
        alias = "hela",
        help = both!(
            "Visa underlagets bilagor också: alla frågor och svar, lagrum, regler, äkthet",
            "Show the memo's annexes too: all questions and answers, provisions, rules, authenticity"
        )
    )]
    pub full: bool,

    #[arg(long, help = both!("Svara i JSON", "Answer in JSON"))]
    pub json: bool,

    #[command(flatten)]
    pub rules: RulesFolder,

    #[command(flatten)]
    pub register: RegisterFolder,
}
