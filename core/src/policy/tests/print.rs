//! Prints the decisions to `TABLE.md`. `UPDATE_DOCS=1 cargo test -p shiming-core decisions_are_printed` accepts a change.

use super::std::{env, fs, path::Path};
use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};

use super::super::{Calendar, Decision, Profile, Verdict, decide};
use super::samples::{Instants, Player, eras, hours, parts, players};

#[test]
fn decisions_are_printed() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/policy/TABLE.md");
    let printed = print();
    if env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&path, &printed).unwrap();
    }
    let stored = fs::read_to_string(&path).unwrap();
    assert_eq!(stored, printed, "TABLE.md is not what the code decides: UPDATE_DOCS=1 writes it anew");
}

fn print() -> String {
    let mut out = String::from(
        "# Decisions\n\n\
         Printed by the code itself. A cell gives, for each answer, its reason, its rule and the instants at which it is \
         given, by their letters; *else* are all the others. Ages are those of November 2026. Of an option only those players \
         are listed for whom it changes something. An account that is open has no reason but that. Under `cn2021` and its options hours played do not count, so the players \
         with such hours stand under `cn2019` only.\n",
    );
    for part in parts() {
        let instants = if part.eras { eras() } else { hours() };
        let legend: Vec<String> =
            instants.iter().map(|(letter, name, _)| format!("**{letter}** {name}")).collect();
        out.push_str(&format!("\n## `{}`\n\n", part.title));
        if part.beside.is_none() {
            out.push_str(&format!("{}.\n\n", legend.join(" · ")));
        }
        // Players with the same answers share a row.
        let mut rows: Vec<(Vec<&str>, Vec<String>)> = Vec::new();
        for player in players() {
            let cells = cells(&player, &part.profile, &instants);
            let same = part.beside.is_some_and(|other| cells == self::cells(&player, &other, &instants));
            let idle = part.title.starts_with("cn2021") && player.usage.played_today_s > 0;
            if !same && !idle {
                match rows.iter_mut().find(|(_, known)| *known == cells) {
                    Some((names, _)) => names.push(player.name),
                    None => rows.push((Vec::from([player.name]), cells)),
                }
            }
        }
        assert!(!rows.is_empty(), "{} changes nothing: add a player who feels it", part.title);
        out.push_str("| Player | Account | Play | Pay | Report |\n|---|---|---|---|---|\n");
        for (names, cells) in rows {
            out.push_str(&format!("| {} | {} |\n", names.join("; "), cells.join(" | ")));
        }
    }
    out
}

/// Account, play, pay, report.
fn cells(player: &Player, profile: &Profile, instants: &Instants) -> Vec<String> {
    let of: [fn(&Decision) -> Verdict; 4] = [|d| d.account, |d| d.play, |d| d.pay, |d| d.report];
    let decided: Vec<_> = instants
        .iter()
        .filter_map(|(letter, _, unix)| {
            let state = player.at(*unix)?;
            Some((*letter, decide(&state, profile, &Calendar::official(), player.usage, *unix)))
        })
        .collect();
    let mut cells = Vec::new();
    for of in of {
        let mut groups: Vec<(String, Vec<String>)> = Vec::new();
        for (letter, decision) in &decided {
            let text = match decision {
                Ok(decision) => answer(&of(decision)),
                Err(error) => format!("error `{}`", error.code.name()),
            };
            match groups.iter_mut().find(|(known, _)| *known == text) {
                Some((_, letters)) => letters.push(letter.to_string()),
                None => groups.push((text, Vec::from([letter.to_string()]))),
            }
        }
        // What is usual comes last.
        groups.sort_by_key(|(_, letters)| letters.len());
        let last = groups.len() - 1;
        let groups: Vec<String> = groups
            .iter()
            .enumerate()
            .map(|(place, (text, letters))| match place {
                0 if last == 0 => text.clone(),
                place if place == last => format!("else {text}"),
                _ => format!("{}: {text}", letters.join(" ")),
            })
            .collect();
        cells.push(groups.join("; "));
    }
    // The account's only reason to be open.
    cells[0] = cells[0].replace("**yes** `unrestricted_profile` host", "**yes**");
    if cells[2] == cells[1] {
        cells[2] = "as play".into();
    }
    cells
}

fn answer(verdict: &Verdict) -> String {
    let allowed = if verdict.allowed { "**yes**" } else { "no" };
    format!("{allowed} `{}` {}", verdict.reason.name(), verdict.rule_id.name())
}
