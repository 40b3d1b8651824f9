//! Random histories of the engine: the same lines to the reference and to the testee must be answered alike.

use serde_json::{Value, json};

use super::compare::{check_detail, compare};
use super::files::open_engines;
use super::surface::{Call, Reference, Surface};
use super::{Failure, Options, Report};
use crate::drive::random;
use crate::drive::world::Line;

/// How many histories are in one block of calls.
const BLOCK: usize = 8;
/// How often a failing transcript is tried with something left out.
const TRIES: usize = 600;

pub(super) fn fuzz(surface: &mut dyn Surface, options: &Options, report: &mut Report) -> Result<(), String> {
    let mut reference = Reference::default();
    let progress = report.progress("engine", options.cases);
    let seeds: Vec<u64> = (0..options.cases).map(|case| options.seed.wrapping_add(case)).collect();
    for block in seeds.chunks(BLOCK) {
        let histories: Vec<(u64, Vec<Line>)> =
            block.iter().map(|seed| (*seed, random::history(*seed, &mut reference))).collect();
        let calls: Vec<Call> =
            histories.iter().flat_map(|(_, lines)| lines.iter().map(|line| line.call.clone())).collect();
        let mut answers = surface.ask(&calls).into_iter();
        for (seed, lines) in &histories {
            if let Some((at, why)) = first_difference(lines, &mut answers) {
                report.fail(minimised(surface, *seed, lines, at, why)?);
                surface.restart()?;
                break;
            }
            report.pass(lines.len() as u64);
        }
        progress.inc(block.len() as u64);
    }
    progress.finish_and_clear();
    Ok(())
}

/// The first line that is answered otherwise, and how.
fn first_difference(lines: &[Line], answers: &mut dyn Iterator<Item = Value>) -> Option<(usize, String)> {
    let mut found = None;
    for (at, line) in lines.iter().enumerate() {
        let Some(answer) = answers.next() else {
            return found.or(Some((at, "no answer: the testee ended or was silent for a minute".to_owned())));
        };
        let verdict = compare(&line.answer, &answer).and_then(|()| check_detail(&line.call.args, &answer));
        if let (None, Err(why)) = (&found, verdict) {
            found = Some((at, why));
        }
    }
    found
}

/// Leaves out whatever is not needed for a difference.
fn minimised(
    surface: &mut dyn Surface,
    seed: u64,
    lines: &[Line],
    at: usize,
    mut why: String,
) -> Result<Failure, String> {
    let mut calls: Vec<Call> = lines[..=at].iter().map(|line| line.call.clone()).collect();
    let mut size = calls.len() / 2;
    let mut tries = 0;
    while size > 0 && tries < TRIES {
        let mut begin = 0;
        let before = calls.len();
        while begin < calls.len() && tries < TRIES {
            let mut fewer = calls.clone();
            fewer.drain(begin..(begin + size).min(fewer.len()));
            tries += 1;
            match differs(surface, &fewer)? {
                Some((at, found)) => {
                    fewer.truncate(at + 1);
                    (calls, why) = (fewer, found);
                }
                None => begin += size,
            }
        }
        if calls.len() == before || size > calls.len() {
            size /= 2;
        }
    }
    let transcript = expected(&calls).into_iter().zip(calls).map(|(answer, call)| (call, answer)).collect();
    Ok(Failure { place: format!("engine, seed {seed}, {tries} tries to shorten it"), why, transcript })
}

/// What the reference answers to these calls from scratch.
fn expected(calls: &[Call]) -> Vec<Value> {
    Reference::default().ask(calls)
}

/// Plays these calls from scratch on both; gives the first difference.
fn differs(surface: &mut dyn Surface, calls: &[Call]) -> Result<Option<(usize, String)>, String> {
    let lines: Vec<Line> = expected(calls)
        .into_iter()
        .zip(calls)
        .map(|(answer, call)| Line { call: call.clone(), answer, why: None })
        .collect();
    let mut asked = calls.to_vec();
    asked.extend(open_engines(calls).iter().map(|engine| Call::new("engine_free", json!({"e": engine}))));
    let answers = surface.ask(&asked);
    let complete = answers.len() == asked.len();
    let found = first_difference(&lines, &mut answers.into_iter());
    if !complete {
        surface.restart()?;
    }
    Ok(found)
}
