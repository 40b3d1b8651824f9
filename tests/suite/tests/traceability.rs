//! The table of the authority's answers (`tests/traceability.md`): complete, without doubles, and every test that it
//! names is there.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Answers of the FAQ, and of the manual.
const QUESTIONS: u32 = 216;
const MANUAL: u32 = 51;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A row of the table: number, what the answer says, and what stands behind it.
struct Row {
    number: String,
    says: String,
    behind: String,
}

fn table(text: &str) -> Vec<Row> {
    let rows = text.lines().filter_map(|line| {
        let cells: Vec<&str> =
            line.strip_prefix("| ")?.strip_suffix(" |")?.split(" | ").map(str::trim).collect();
        let [number, says, behind] = cells.as_slice() else { panic!("a row has three cells: {line}") };
        let [number, says, behind] = [number, says, behind].map(|cell| cell.to_string());
        number.ends_with(|last: char| last.is_ascii_digit()).then_some(Row { number, says, behind })
    });
    rows.collect()
}

/// What is wrong with the numbers of the rows.
fn numbering(rows: &[Row]) -> Vec<String> {
    let wanted: BTreeSet<String> =
        (1..=QUESTIONS).map(|n| format!("Q{n}")).chain((1..=MANUAL).map(|n| format!("M{n}"))).collect();
    let mut seen = BTreeMap::new();
    for row in rows {
        *seen.entry(row.number.clone()).or_insert(0) += 1;
    }
    let missing = wanted
        .iter()
        .filter(|number| !seen.contains_key(*number))
        .map(|number| format!("{number} is missing"));
    let unknown =
        seen.keys().filter(|number| !wanted.contains(*number)).map(|number| format!("{number} is no answer"));
    let double =
        seen.iter().filter(|(_, times)| **times > 1).map(|(number, _)| format!("{number} stands twice"));
    missing.chain(unknown).chain(double).collect()
}

/// The names of the tests in a source text: functions under `#[test]`, other attributes between them allowed.
fn tests_in(source: &str) -> BTreeSet<&str> {
    let mut names = BTreeSet::new();
    let mut marked = false;
    for line in source.lines().map(str::trim) {
        if line == "#[test]" {
            marked = true;
        } else if let Some(rest) = line.strip_prefix("fn ").filter(|_| marked) {
            names.extend(rest.split(['(', '<']).next());
            marked = false;
        } else if !line.starts_with("#[") && !line.starts_with("//") {
            marked = false;
        }
    }
    names
}

/// Why a test that a row names is none; nothing when it is one.
fn unresolved(path: &str) -> Option<String> {
    let Some((file, name)) = path.split_once("::") else { return Some(format!("{path}: write file::test")) };
    let Ok(source) = fs::read_to_string(root().join(file)) else {
        return Some(format!("{file} is not there"));
    };
    if !tests_in(&source).contains(name) {
        return Some(format!("{file} has no test {name}"));
    }
    // A file that no main.rs takes in is never compiled.
    let path = Path::new(file);
    let main = root().join(path.with_file_name("main.rs"));
    let module = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    let taken = fs::read_to_string(main).is_ok_and(|main| !main.contains(&format!("mod {module};")));
    taken.then(|| format!("{file} is in no crate: its main.rs has no `mod {module};`"))
}

/// What is wrong with the last cell of a row.
fn behind(cell: &str) -> Vec<String> {
    if let Some((_, reason)) = cell.split_once('：').filter(|(kind, _)| ["portal", "process"].contains(kind))
    {
        let short = reason.trim().chars().count() < 4;
        return short.then(|| "an excuse needs a reason".into()).into_iter().collect();
    }
    let tests: Vec<&str> = cell.split("<br>").filter(|part| !part.is_empty()).collect();
    if tests.is_empty() {
        return vec!["neither a test nor an excuse".into()];
    }
    let named =
        tests.iter().map(|part| match part.strip_prefix('`').and_then(|part| part.strip_suffix('`')) {
            Some(path) => unresolved(path),
            None => Some(format!("{part}: write `file::test`, or portal： or process： and a reason")),
        });
    named.flatten().collect()
}

#[test]
fn every_answer_has_a_test_or_a_reason() {
    let text = fs::read_to_string(root().join("tests/traceability.md")).expect("the table");
    let rows = table(&text);
    let mut wrong = numbering(&rows);
    for row in &rows {
        if row.says.chars().count() < 4 {
            wrong.push(format!("{} does not say what it rules", row.number));
        }
        wrong.extend(behind(&row.behind).into_iter().map(|what| format!("{}: {what}", row.number)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn missing_double_and_unknown_numbers_are_found() {
    let rows = |numbers: Vec<String>| {
        let row = |number| Row { number, says: String::new(), behind: String::new() };
        numbers.into_iter().map(row).collect::<Vec<_>>()
    };
    let mut numbers: Vec<String> =
        (1..=QUESTIONS).map(|n| format!("Q{n}")).chain((1..=MANUAL).map(|n| format!("M{n}"))).collect();
    assert!(numbering(&rows(numbers.clone())).is_empty());
    numbers.retain(|number| number != "Q99");
    numbers.extend(["M51".into(), "Q217".into()]);
    assert_eq!(numbering(&rows(numbers)), ["Q99 is missing", "Q217 is no answer", "M51 stands twice"]);
}

#[test]
fn what_is_behind_a_row_is_looked_at() {
    let this = "tests/suite/tests/traceability.rs";
    assert!(behind(&format!("`{this}::what_is_behind_a_row_is_looked_at`")).is_empty());
    assert!(behind("portal：登记材料").is_empty());
    for wrong in [
        "",
        "portal：",
        "process： ",
        "software：x, y, z",
        "seen to",
        "`tests/suite/tests/nowhere.rs::x`",
        &format!("`{this}::tests_in`"),
        &format!("`{this}::no_such_test`"),
        &format!("`{this}`"),
        &format!("`{this}::what_is_behind_a_row_is_looked_at`<br>`{this}::no_such_test`"),
        "`tests/suite/tests/faq/host.rs::x`",
    ] {
        assert!(!behind(wrong).is_empty(), "{wrong}");
    }
}
