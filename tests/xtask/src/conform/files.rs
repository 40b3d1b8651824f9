//! The known answers: `tests/vectors/<op>.jsonl` call by call, `tests/vectors/scenarios/*.jsonl` as transcripts.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use shiming_suite::{matcher, vectors};

use super::compare::check_detail;
use super::surface::{Call, Surface};
use super::{Failure, Report};
use crate::operations::{Operations, vectors as folder};

/// One line of a file.
pub struct Vector {
    /// The call; its args may hold open forms of states.
    pub call: Call,
    /// `{"ok":...}` or `{"error":...}`, with open forms.
    pub expected: Value,
    /// File and line.
    pub place: String,
}

/// The lines of one file.
pub fn read(path: &Path) -> Result<Vec<Vector>, String> {
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let lines = text.lines().enumerate().filter(|(_, line)| !line.is_empty());
    lines
        .map(|(at, line)| {
            vector(line)
                .ok_or(())
                .map(|(call, expected)| Vector { call, expected, place: format!("{name}:{}", at + 1) })
                .map_err(|()| format!("{name}:{}: not a vector", at + 1))
        })
        .collect()
}

fn vector(line: &str) -> Option<(Call, Value)> {
    let line: Value = serde_json::from_str(line).ok()?;
    let expected = match (line.get("ok"), line.get("error")) {
        (Some(ok), None) => json!({"ok": ok}),
        (None, Some(error)) => json!({"error": error}),
        _ => return None,
    };
    line.get("args")?.as_object()?;
    Some((Call::new(line["op"].as_str()?, line["args"].clone()), expected))
}

/// Runs every file.
pub fn run(surface: &mut dyn Surface, operations: &Operations, report: &mut Report) -> Result<(), String> {
    let files = json_lines(&folder())?;
    let mut covered: BTreeMap<String, usize> = BTreeMap::new();
    for (name, path) in &files {
        if !operations.list.iter().any(|operation| operation.name == *name) {
            report.fail(Failure::text(format!("{name}.jsonl belongs to no operation of operations.json")));
            continue;
        }
        let vectors = read(path)?;
        *covered.entry(name.clone()).or_default() += vectors.len();
        calls(surface, vectors, report)?;
    }
    for (_, path) in &json_lines(&folder().join("scenarios"))? {
        let vectors = read(path)?;
        for vector in &vectors {
            *covered.entry(vector.call.op.clone()).or_default() += 1;
        }
        scenario(surface, &vectors, report)?;
    }
    for operation in operations.names() {
        if operation != "hello" && !covered.contains_key(operation) {
            report.fail(Failure::text(format!("{operation} has no vector: add one to tests/vectors")));
        }
    }
    Ok(())
}

fn json_lines(folder: &Path) -> Result<Vec<(String, std::path::PathBuf)>, String> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut files: Vec<_> = entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "jsonl"))
        .map(|path| (path.file_stem().unwrap_or_default().to_string_lossy().into_owned(), path))
        .collect();
    files.sort();
    Ok(files)
}

fn calls(surface: &mut dyn Surface, vectors: Vec<Vector>, report: &mut Report) -> Result<(), String> {
    let mut ready = Vec::with_capacity(vectors.len());
    for mut vector in vectors {
        vectors::build_state(&mut vector.call.args, |op, args| {
            surface.ask(&[Call::new(op, args)]).pop().unwrap_or_default()
        });
        ready.push(vector);
    }
    let asked: Vec<Call> = ready.iter().map(|vector| vector.call.clone()).collect();
    let answers = surface.ask(&asked);
    for (at, vector) in ready.iter().enumerate() {
        let Some(answer) = answers.get(at) else {
            report.fail(Failure::dead(&vector.place, std::slice::from_ref(&vector.call)));
            return surface.restart();
        };
        report.judge(&vector.call, (&vector.expected, answer), judge(vector, answer), &vector.place);
    }
    Ok(())
}

fn scenario(surface: &mut dyn Surface, vectors: &[Vector], report: &mut Report) -> Result<(), String> {
    let mut asked: Vec<Call> = vectors.iter().map(|vector| vector.call.clone()).collect();
    let engines = open_engines(&asked);
    asked.extend(engines.iter().map(|engine| Call::new("engine_free", json!({"e": engine}))));
    let answers = surface.ask(&asked);
    for (at, vector) in vectors.iter().enumerate() {
        let Some(answer) = answers.get(at) else {
            report.fail(Failure::dead(&format!("scenarios/{}", vector.place), &asked[..=at]));
            return surface.restart();
        };
        if let Err(why) = judge(vector, answer) {
            // Whatever follows a first difference differs too.
            let place = format!("scenarios/{}", vector.place);
            report.judge(&vector.call, (&vector.expected, answer), Err(why), &place);
            return Ok(());
        }
    }
    report.pass(vectors.len() as u64);
    Ok(())
}

/// The engines that these calls leave open.
pub fn open_engines(calls: &[Call]) -> Vec<i64> {
    let mut open = Vec::new();
    for call in calls {
        let Some(engine) = call.args["e"].as_i64() else { continue };
        match call.op.as_str() {
            "engine_open" if !open.contains(&engine) => open.push(engine),
            "engine_free" => open.retain(|other| *other != engine),
            _ => {}
        }
    }
    open
}

fn judge(vector: &Vector, answer: &Value) -> Result<(), String> {
    check_detail(&vector.call.args, answer)?;
    matcher::answer(&vector.expected, answer).map_err(|mismatch| mismatch.to_string())
}
