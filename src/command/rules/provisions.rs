//! `menprov rules provisions`: the register of provisions, one wording after the other.

use std::io::Write as _;

use chrono::NaiveDate;
use serde::Serialize;

use super::{nearest, period, write_json};
use crate::cli::rules::ProvisionsArgs;
use crate::command::rulebook;
use crate::context::Context;
use crate::error::{Error, Kind, Plain, Status};
use crate::render::lines::WIDEST;
use crate::render::paragraph::{hanging, paragraph};
use crate::render::table::table;
use crate::render::terms;
use crate::ruleset::model::{
    Confidence, Node, NodeKind, Provision, ProvisionIx, ProvisionRole, ProvisionVersion, QuestionIx, Rulebook, Test,
};
use crate::text::{Language, Text};

pub(super) fn run(args: &ProvisionsArgs, context: &mut Context) -> Result<Status, Error> {
    let book = rulebook::load(args.rules.folder.as_deref(), context)?.book;
    let asked = args.reference.join(" ");
    let found = found(&book, &asked)?;
    let shown: Vec<_> = found.iter().map(|&at| View::of(&book, at, args.at)).collect();
    let shown: Vec<_> = shown.into_iter().filter(|view| !view.wordings.is_empty()).collect();
    if shown.is_empty() {
        return Err(not_in_force(&book, &found, args.at).into());
    }
    if args.json {
        write_json(context, &shown)?;
        return Ok(Status::Done);
    }
    let (language, width) = (context.language, context.terminal.width);
    let page = match &shown[..] {
        [one] => page(one, language, width.min(WIDEST).into()),
        many => list(many, language, width),
    };
    context.out.write_all(page.as_bytes())?;
    Ok(Status::Done)
}

/// A provision as the register has it, with what else in the rulebook speaks of it.
#[derive(Serialize)]
struct View<'b> {
    id: &'b str,
    short: &'b str,
    designation: &'b Text,
    role: ProvisionRole,
    wordings: Vec<Wording<'b>>,
    used_by: Vec<&'b str>,
}

/// One wording.
#[derive(Serialize)]
struct Wording<'b> {
    from: NaiveDate,
    to: Option<NaiveDate>,
    test: Test,
    text: &'b Text,
    basis: &'b str,
    confidence: Confidence,
    note: Option<&'b Text>,
    checked: NaiveDate,
    against: &'b str,
    /// What it overrides, or sets aside.
    reaches: Vec<&'b str>,
    /// What overrides it at some time of this wording.
    reached_by: Vec<&'b str>,
    follows_others: bool,
    years: Option<u32>,
}

impl<'b> View<'b> {
    fn of(book: &'b Rulebook, at: ProvisionIx, day: Option<NaiveDate>) -> Self {
        let Provision { id, short, designation, role, versions } = &book.provisions[at.at()];
        let on = versions.iter().filter(|version| day.is_none_or(|day| version.valid.holds_on(day)));
        let wordings = on.map(|version| Wording::of(book, at, version, day)).collect();
        Self { id, short, designation, role: *role, wordings, used_by: used_by(book, at) }
    }
}

impl<'b> Wording<'b> {
    fn of(book: &'b Rulebook, at: ProvisionIx, version: &'b ProvisionVersion, day: Option<NaiveDate>) -> Self {
        let short = |at: &ProvisionIx| &*book.provisions[at.at()].short;
        let meets = |other: &ProvisionVersion| match day {
            Some(day) => other.valid.holds_on(day),
            None => {
                version.valid.to.is_none_or(|to| other.valid.from <= to)
                    && other.valid.to.is_none_or(|to| version.valid.from <= to)
            }
        };
        let reaching = book
            .provisions
            .iter()
            .filter(|other| other.versions.iter().any(|other| meets(other) && other.reaches.contains(&at)));
        let ProvisionVersion {
            valid,
            test,
            text,
            basis,
            confidence,
            note,
            checked,
            against,
            follows_others,
            years,
            ..
        } = version;
        Self {
            from: valid.from,
            to: valid.to,
            test: *test,
            text,
            basis,
            confidence: *confidence,
            note: note.as_ref(),
            checked: *checked,
            against,
            reaches: ordered(version.reaches.iter().map(short).collect()),
            reached_by: ordered(reaching.map(|other| &*other.short).collect()),
            follows_others: *follows_others,
            years: *years,
        }
    }
}

fn ordered(mut names: Vec<&str>) -> Vec<&str> {
    names.sort_by_cached_key(|name| terms::in_order(name));
    names
}

/// Returns the ids of the rulesets that name the provision, each once.
fn used_by(book: &Rulebook, at: ProvisionIx) -> Vec<&str> {
    let asks = |question: QuestionIx| book.questions[question.at()].provisions.contains(&at);
    let node = |node: &Node| {
        node.provisions.contains(&at)
            || match &node.kind {
                NodeKind::Ask { question, .. } => asks(*question),
                NodeKind::Checklist { rows, .. } => rows.iter().any(|row| asks(row.question)),
                _ => false,
            }
    };
    let mut names: Vec<&str> = book
        .rulesets
        .iter()
        .filter(|rules| {
            rules.basis.contains(&at)
                || rules.nodes.iter().any(node)
                || rules.outcomes.iter().chain(rules.returns.iter().flatten()).any(|end| end.provisions.contains(&at))
        })
        .map(|rules| &*rules.id)
        .collect();
    names.dedup();
    names
}

/// Returns the provisions that `asked` names: an id, a designation in either language, a short form, a section alone,
/// or an act or a chapter for all that is in it; everything where nothing was asked.
fn found(book: &Rulebook, asked: &str) -> Result<Vec<ProvisionIx>, Plain> {
    let all = || (0u16..).zip(&book.provisions).map(|(at, provision)| (ProvisionIx(at), provision));
    let typed = folded(asked);
    let is = |name: &str| folded(name) == typed;
    let section = |short: &str| short.split_once(' ').is_some_and(|(_, section)| is(section));
    let begins = |short: &str| {
        let short = short.to_lowercase();
        short.strip_prefix(asked.to_lowercase().trim()).is_some_and(|rest| rest.starts_with([' ', ':']))
    };
    let whole = |provision: &Provision| {
        is(&provision.id)
            || is(&provision.short)
            || is(provision.designation.get(Language::Sv))
            || is(provision.designation.get(Language::En))
    };
    let tries: [&dyn Fn(&Provision) -> bool; 4] =
        [&|_| typed.is_empty(), &whole, &|provision| section(&provision.short), &|provision| begins(&provision.short)];
    for fits in tries {
        let found: Vec<_> = all().filter(|(_, provision)| fits(provision)).map(|(at, _)| at).collect();
        if !found.is_empty() {
            return Ok(found);
        }
    }
    let plain = Plain::new(
        Kind::Usage,
        format!("`{asked}` finns inte i registret över bestämmelser"),
        format!("`{asked}` is not in the register of provisions"),
    );
    let names = book.provisions.iter().map(|provision| &*provision.short);
    // Another section of the same act is not what was meant.
    let digits = |name: &str| name.chars().filter(char::is_ascii_digit).collect::<String>();
    let near = nearest(asked, names).filter(|near| digits(near) == digits(asked));
    let act = asked.split_whitespace().next().unwrap_or_default();
    let is_of_act = |provision: &Provision| provision.short.split_once(' ').is_some_and(|(own, _)| own == act);
    Err(match near {
        Some(near) => plain.with_hint(format!("menades `{near}`?"), format!("did you mean `{near}`?")),
        None if book.provisions.iter().any(is_of_act) => plain.with_hint(
            format!("`menprov rules provisions {act}` visar dem som finns; en ny skrivs i `registers/`"),
            format!(
                "`menprov rules provisions {act}` shows those that are there; a new one is written in `registers/`"
            ),
        ),
        None => plain.with_hint(
            "skriv till exempel `OSL 26:1`, `26:1` eller bara `OSL 26`",
            "write for example `OSL 26:1`, `26:1` or only `OSL 26`",
        ),
    })
}

/// Returns a name without what people write differently: case, blanks and hyphens.
fn folded(name: &str) -> String {
    name.chars().filter(|c| !c.is_whitespace() && *c != '-').flat_map(char::to_lowercase).collect()
}

fn not_in_force(book: &Rulebook, found: &[ProvisionIx], day: Option<NaiveDate>) -> Plain {
    let day = day.map(|day| day.to_string()).unwrap_or_default();
    if let [one] = found {
        let provision = &book.provisions[one.at()];
        let days: Vec<_> =
            provision.versions.iter().map(|version| period(version.valid.from, version.valid.to)).collect();
        let (name, days) = (&provision.short, days.join(", "));
        return Plain::new(
            Kind::Unusable,
            format!("{name} gällde inte den {day}"),
            format!("{name} was not in force on {day}"),
        )
        .with_hint(format!("den gäller {days}"), format!("it is in force {days}"));
    }
    Plain::new(
        Kind::Unusable,
        format!("registret har inga bestämmelser för den {day}"),
        format!("the register has no provisions for {day}"),
    )
    .with_hint("reglerna omfattar tiden från 2019-01-01", "the rules cover the time from 2019-01-01")
}

fn list(views: &[View<'_>], language: Language, width: u16) -> String {
    let heads = language.choose(["bestämmelse", "gäller", "vad den gör"], ["provision", "in force", "what it does"]);
    let mut views: Vec<_> = views.iter().collect();
    views.sort_by_cached_key(|view| terms::in_order(view.short));
    let rows = views.iter().flat_map(|view| {
        view.wordings.iter().map(|wording| {
            let kind = match wording.test {
                Test::None => terms::role(view.role, language),
                test => terms::test(test, language),
            };
            let text = wording.text.get(language);
            vec![view.short.to_owned(), period(wording.from, wording.to), format!("{}: {text}", terms::capital(kind))]
        })
    });
    format!("{}\n", table(width, heads, rows))
}

fn page(view: &View<'_>, language: Language, width: usize) -> String {
    let mut out = String::new();
    paragraph(&mut out, &format!("{} ({})", view.designation.get(language), view.short), 0, width);
    paragraph(&mut out, &format!("{} · {}", view.id, terms::role(view.role, language)), 0, width);
    for wording in &view.wordings {
        out.push('\n');
        let in_force = language.choose("Gäller", "In force");
        let kind = terms::test(wording.test, language);
        paragraph(&mut out, &format!("{in_force} {} · {kind}", period(wording.from, wording.to)), 0, width);
        paragraph(&mut out, wording.text.get(language), 2, width);
        let mut note = |lead: &str, text: &str| hanging(&mut out, &format!("{lead}: {text}"), 2, 4, width);
        if let Some(years) = wording.years {
            let [lead, unit] = language.choose(["högst", "år"], ["at most", "years"]);
            note(language.choose("Tid", "Time"), &format!("{lead} {years} {unit}"));
        }
        if wording.follows_others {
            let text = language.choose(
                "sekretessen bryts när sekretessen för det som står bredvid bryts",
                "its secrecy is overridden when that of what stands beside it is",
            );
            note(language.choose("Följer andra", "Follows others"), text);
        }
        if !wording.reaches.is_empty() {
            note(language.choose("Går före", "Prevails over"), &wording.reaches.join(", "));
        }
        if !wording.reached_by.is_empty() {
            note(language.choose("Viker för", "Gives way to"), &wording.reached_by.join(", "));
        }
        note(language.choose("Bygger på", "Rests on"), wording.basis);
        let sure = terms::confidence(wording.confidence, language);
        let checked = language.choose("kontrollerad", "checked");
        let against = language.choose("mot", "against");
        let sure = format!("{sure}; {checked} {} {against} {}", wording.checked, wording.against);
        note(language.choose("Säkerhet", "Confidence"), &sure);
        if let Some(text) = wording.note {
            note(language.choose("Anmärkning", "Note"), text.get(language));
        }
    }
    if !view.used_by.is_empty() {
        out.push('\n');
        let used = language.choose("Används i", "Used in");
        hanging(&mut out, &format!("{used}: {}", view.used_by.join(", ")), 0, 2, width);
    }
    out
}
