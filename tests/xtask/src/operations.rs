//! `tests/vectors/operations.json`: every operation, its arguments and its spelling in each language; and
//! `skips.json`: what a surface may leave out, with a reason.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value;

/// Where the known answers live.
pub fn vectors() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../vectors")
}

/// Reads one JSON file of the vectors.
pub fn read_json(name: &str) -> Result<Value, String> {
    let path = vectors().join(name);
    let text = std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    serde_json::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))
}

/// One operation.
pub struct Operation {
    /// Its name in the protocol.
    pub name: String,
    /// `protocol`, `toolkit`, `account` or `engine`.
    pub group: String,
    /// Its arguments, in the order in which they are checked.
    pub args: Vec<String>,
    /// The codes of its errors, beside those that any call may have.
    pub errors: Vec<String>,
    /// Its name in each language.
    pub spelling: BTreeMap<String, String>,
}

/// The whole table.
pub struct Operations {
    /// In the file's order.
    pub list: Vec<Operation>,
    /// Error codes by name.
    pub error_codes: BTreeMap<String, i64>,
}

impl Operations {
    /// Reads and checks the file.
    pub fn read() -> Result<Self, String> {
        let file = read_json("operations.json")?;
        let entries = file["operations"].as_array().ok_or("operations.json: operations is not a list")?;
        let list = entries.iter().map(operation).collect::<Option<Vec<_>>>();
        let codes = file["error_codes"].as_object().and_then(|codes| {
            codes.iter().map(|(name, number)| Some((name.clone(), number.as_i64()?))).collect()
        });
        Ok(Self {
            list: list.ok_or("operations.json: an operation lacks a member")?,
            error_codes: codes.ok_or("operations.json: error_codes is not a table of numbers")?,
        })
    }

    /// The names of all operations, sorted.
    pub fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.list.iter().map(|operation| operation.name.as_str()).collect();
        names.sort_unstable();
        names
    }
}

fn operation(entry: &Value) -> Option<Operation> {
    let texts = |value: &Value| {
        value.as_array()?.iter().map(|text| Some(text.as_str()?.to_owned())).collect::<Option<Vec<_>>>()
    };
    let spelling = match entry.get("spelling") {
        None => BTreeMap::new(),
        Some(spelling) => {
            let names = spelling.as_object()?.iter();
            names
                .map(|(language, name)| Some((language.clone(), name.as_str()?.to_owned())))
                .collect::<Option<_>>()?
        }
    };
    Some(Operation {
        name: entry["name"].as_str()?.to_owned(),
        group: entry["group"].as_str()?.to_owned(),
        args: texts(&entry["args"])?,
        errors: texts(&entry["errors"])?,
        spelling,
    })
}

/// What surfaces may skip: (language, operation) with the reason.
pub fn skips() -> Result<BTreeMap<(String, String), String>, String> {
    let file = read_json("skips.json")?;
    let entries = file["skips"].as_array().ok_or("skips.json: skips is not a list")?;
    let skips = entries.iter().map(|skip| {
        let text = |name: &str| skip[name].as_str().filter(|text| !text.is_empty()).map(str::to_owned);
        Some(((text("language")?, text("op")?), text("why")?))
    });
    skips.collect::<Option<_>>().ok_or_else(|| "skips.json: every skip names language, op and why".to_owned())
}
