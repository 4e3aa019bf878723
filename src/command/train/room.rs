//! `menprov train room`: makes a room, and shows who has handed in.

use std::path::PathBuf;

use serde_json::json;

use super::hall::{self, HandedIn, Programme};
use super::{chosen, key_of};
use crate::cli::train::{RoomNewArgs, RoomShowArgs};
use crate::command::fresh::{self, Readers};
use crate::command::rulebook::{Faulty, digest};
use crate::command::{write_json, write_list};
use crate::context::Context;
use crate::deadline::local;
use crate::error::{Error, Kind, Plain, Status};
use crate::render::safe;
use crate::rulebook::builtin;
use crate::text::Language;
use crate::training::debrief::{Entrant, debrief};
use crate::training::load::load;
use crate::training::room::{MOST_SCENARIOS, Room, code};

pub fn new(args: &RoomNewArgs, context: &mut Context) -> Result<Status, Error> {
    let all = load(args.pack.pack.as_deref()).map_err(Faulty::from)?;
    let mut scenarios = Vec::new();
    for id in &args.scenarios {
        let scenario = chosen(&all, id.trim())?;
        if scenarios.contains(&scenario) {
            let plain = Plain::new(Kind::Usage, format!("`{id}` står två gånger"), format!("`{id}` stands twice"));
            return Err(plain.with_hint("ange varje scenario en gång", "give each scenario once").into());
        }
        scenarios.push(scenario);
    }
    if scenarios.len() > MOST_SCENARIOS {
        return Err(Plain::new(
            Kind::Usage,
            format!("ett rum har högst {MOST_SCENARIOS} scenarier"),
            format!("a room has at most {MOST_SCENARIOS} scenarios"),
        )
        .into());
    }
    let book = builtin();
    // Whoever holds the workshop is told now, and not in front of the room.
    for scenario in &scenarios {
        key_of(&book, scenario, None)?;
    }
    let mut random = [0; 8];
    getrandom::fill(&mut random).map_err(|_| {
        Plain::new(Kind::Unusable, "systemet ger inget slumptal", "the system gives no random number")
            .with_hint("försök igen", "try again")
    })?;
    let room = Room::new(code(random), &scenarios, digest(&book), context.today);
    let path = args.out.clone().unwrap_or_else(|| PathBuf::from(format!("{}.json", room.code)));
    fresh::write(&path, room.write().as_bytes(), Readers::Usual, Some("-o"))?;
    writeln!(context.out, "{}", path.display())?;
    let pack = args.pack.pack.iter().flat_map(|pack| ["--pack".to_owned(), pack.to_string_lossy().into_owned()]);
    let command = |file: &std::ffi::OsStr| {
        shell_words::join(std::iter::once(file.to_string_lossy().into_owned()).chain(pack.clone()))
    };
    // Whoever takes part has the file somewhere else.
    let (own, theirs) = (command(path.as_os_str()), command(path.file_name().unwrap_or(path.as_os_str())));
    let code = &room.code;
    let said = match context.language {
        Language::Sv => [
            format!("rummets kod är {code}: den visas hos var och en, så att alla ser att de är i samma rum"),
            format!(
                "dela ut filen; var och en kör i mappen där den ligger: menprov train run --room {theirs} --as PSEUDONYM"
            ),
            format!(
                "svaren läggs i mappen {code} bredvid filen: lägg filen i en delad mapp, eller samla in {code}-PSEUDONYM.json från var och en dit"
            ),
            format!("vem som har lämnat in: menprov train room show {own}"),
            format!("genomgången: menprov train debrief {own}"),
        ],
        Language::En => [
            format!("the room's code is {code}: everyone is shown it, and sees that they are in the same room"),
            format!(
                "hand the file out; everyone runs, in the folder where it lies: menprov train run --room {theirs} --as PSEUDONYM"
            ),
            format!(
                "the answers go to the folder {code} beside the file: put the file in a shared folder, or collect {code}-PSEUDONYM.json from everyone there"
            ),
            format!("who has handed in: menprov train room show {own}"),
            format!("the debrief: menprov train debrief {own}"),
        ],
    };
    for line in said {
        context.say(&line)?;
    }
    Ok(Status::Done)
}

pub fn show(args: &RoomShowArgs, context: &mut Context) -> Result<Status, Error> {
    let room = hall::open(&args.sheets.room)?;
    let folder = args.sheets.folder.clone().unwrap_or_else(|| hall::place(&room, &args.sheets.room));
    let mut handed_in = hall::handed_in(&room, &folder)?;
    handed_in.sheets.sort_by(|a, b| a.participant.cmp(&b.participant));
    handed_in.begun.sort_by(|a, b| a.participant.cmp(&b.participant));
    let language = context.language;
    let programme = Programme::of(&room, args.pack.pack.as_deref());
    let unfit =
        programme.as_ref().map_or_else(|_| Ok(Vec::new()), |known| unfit(&room, known, &handed_in, language))?;
    let wrong: Vec<String> = handed_in.refused.iter().map(|one| one.message(language)).chain(unfit).collect();
    let status = if wrong.is_empty() { Status::Done } else { Status::No };
    if args.json {
        let sheets: Vec<_> = handed_in
            .sheets
            .iter()
            .map(|sheet| {
                let scenarios = sheet.scenarios.keys().collect::<Vec<_>>();
                json!({"participant": sheet.participant, "scenarios": scenarios, "handed_in": sheet.handed_in})
            })
            .collect();
        let begun: Vec<_> = handed_in.begun.iter().map(|sheet| &sheet.participant).collect();
        let ids: Vec<_> = room.scenarios.iter().map(|walk| &walk.id).collect();
        let shown = json!({"code": room.code, "created": room.created, "scenarios": ids, "participants": sheets, "begun": begun, "refused": wrong});
        write_json(&mut *context.out, &shown)?;
        return Ok(status);
    }
    let (code, created) = (&room.code, room.created);
    writeln!(
        context.out,
        "{}",
        match language {
            Language::Sv => format!("Rum {code}, gjort {created}"),
            Language::En => format!("Room {code}, made {created}"),
        }
    )?;
    for (at, walk) in room.scenarios.iter().enumerate() {
        let title = programme.as_ref().ok().map(|known| safe::line(known.scenarios[at].title.get(language)));
        let named = title.map_or_else(|| walk.id.clone(), |title| format!("{title} ({})", walk.id));
        writeln!(context.out, "  {}. {named}", at + 1)?;
    }
    writeln!(context.out)?;
    if handed_in.sheets.is_empty() && handed_in.begun.is_empty() {
        let words = "Ingen har lämnat in något än.";
        writeln!(context.out, "{}", language.choose(words, "Nobody has handed anything in yet."))?;
    } else {
        let heads =
            language.choose(["pseudonym", "inlämnat", "kvar", "senast"], ["pseudonym", "handed in", "left", "last"]);
        let rows = handed_in.sheets.iter().map(|sheet| {
            let numbers = |has: bool| {
                let of = (1..).zip(&room.scenarios).filter(|(_, walk)| sheet.scenarios.contains_key(&walk.id) == has);
                let all: Vec<String> = of.map(|(number, _): (usize, _)| number.to_string()).collect();
                match all.len() {
                    0 => "–".to_owned(),
                    many if many == room.scenarios.len() => language.choose("alla", "all").to_owned(),
                    _ => all.join(", "),
                }
            };
            let last = sheet.handed_in.values().max();
            let last = last.map(|last| local(*last).format("%Y-%m-%d %H:%M").to_string());
            vec![sheet.participant.clone(), numbers(true), numbers(false), last.unwrap_or_default()]
        });
        let all = || language.choose("alla", "all").to_owned();
        let begun = handed_in.begun.iter().map(|sheet| {
            vec![sheet.participant.clone(), language.choose("påbörjat", "begun").to_owned(), all(), String::new()]
        });
        write_list(heads, rows.chain(begun).collect::<Vec<_>>(), context)?;
    }
    for said in wrong {
        context.say(&said)?;
    }
    Ok(status)
}

/// Says whose answers do not fit the rules, so that it is told before the debrief.
fn unfit(room: &Room, programme: &Programme, sheets: &HandedIn, language: Language) -> Result<Vec<String>, Error> {
    let keys = programme.keys()?;
    let entrants: Vec<Entrant<'_, '_>> =
        programme.scenarios.iter().zip(&keys).map(|(scenario, key)| Entrant { scenario, key }).collect();
    let unfit = debrief(room, &entrants, &sheets.sheets, language).err().unwrap_or_default();
    let told = unfit.iter().map(|one| {
        let (who, scenario) = (&one.participant, &one.scenario);
        let why = one.misses.first().map(|miss| miss.message(language)).unwrap_or_default();
        match language {
            Language::Sv => format!("svaren från ”{who}” i `{scenario}` passar inte reglerna: {why}"),
            Language::En => format!("the answers of “{who}” in `{scenario}` do not fit the rules: {why}"),
        }
    });
    Ok(told.collect())
}
