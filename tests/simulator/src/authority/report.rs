//! A report: up to 128 rows, judged one by one (V1.9 §三, §七; M47, M49).

use std::borrow::Cow;

use serde::Deserialize;

use super::codes::code;
use super::config::{RowConfig, TimeRefuses};
use super::json::Object;

/// Rows of one report at most.
const MAX_ROWS: usize = 128;
/// A row must be younger than this when its report is stamped, in milliseconds.
const MAX_AGE_MS: i64 = 180_000;

#[derive(Deserialize)]
struct WireReport<'a> {
    #[serde(borrow, default)]
    collections: Option<Vec<Object<WireRow<'a>>>>,
}

/// One row as it was sent. What is absent has its own error code, so nothing is required here.
#[derive(Deserialize)]
pub(crate) struct WireRow<'a> {
    #[serde(default)]
    no: Option<i64>,
    #[serde(borrow, default)]
    pub si: Cow<'a, str>,
    #[serde(default)]
    pub bt: Option<i64>,
    #[serde(default)]
    pub ot: Option<i64>,
    #[serde(default)]
    pub ct: Option<i64>,
    #[serde(default)]
    pub di: Option<String>,
    #[serde(default)]
    pub pi: Option<String>,
}

impl WireRow<'_> {
    /// 1 to 128, once it passed `parse`.
    pub fn no(&self) -> i64 {
        self.no.unwrap_or_default()
    }

    /// The pi of a verified player, the di of a guest.
    pub fn person(&self) -> &str {
        let person = if self.ct == Some(2) { &self.di } else { &self.pi };
        person.as_deref().unwrap_or_default()
    }
}

/// The rows of a report, or the code that refuses it as a whole.
pub(crate) fn parse(plaintext: &[u8]) -> Result<Vec<WireRow<'_>>, i32> {
    let report: WireReport<'_> = super::json::object(plaintext).ok_or(code::PARAMETER)?;
    let rows: Vec<_> = report.collections.unwrap_or_default().into_iter().map(|row| row.0).collect();
    if rows.is_empty() {
        return Err(code::NO_ROWS);
    }
    if rows.len() > MAX_ROWS {
        return Err(code::TOO_MANY);
    }
    let mut seen = [false; MAX_ROWS + 1];
    for row in &rows {
        let place = row.no.and_then(|no| usize::try_from(no).ok()).filter(|no| *no >= 1);
        match place.and_then(|no| seen.get_mut(no)) {
            // Without a number of its own a row cannot be named in the answer.
            Some(taken) if !*taken => *taken = true,
            _ => return Err(code::ROW_NO),
        }
    }
    // No row code exists for a bad si or an overlong di: the message is at fault.
    let fits = |text: &str| text.chars().count() <= 32;
    let all_fit =
        rows.iter().all(|row| !row.si.is_empty() && fits(&row.si) && row.di.as_deref().is_none_or(fits));
    if all_fit { Ok(rows) } else { Err(code::PARAMETER) }
}

/// Whether the whole report is refused because one row is too old or not yet past, if the scenario reads it so.
pub(crate) fn batch_refusal(config: &RowConfig, rows: &[WireRow<'_>], stamp_ms: i64) -> Option<i32> {
    let whole = config.time_refuses == TimeRefuses::Batch;
    (whole && !rows.iter().all(|row| in_time(row, stamp_ms))).then_some(code::ROW_TIME)
}

/// The code that refuses this row.
pub(crate) fn row_refusal(row: &WireRow<'_>, stamp_ms: i64, pi_known: impl Fn(&str) -> bool) -> Option<i32> {
    let missing = |text: &Option<String>| text.as_deref().unwrap_or_default().is_empty();
    if !in_time(row, stamp_ms) {
        return Some(code::ROW_TIME);
    }
    if !matches!(row.ct, Some(0 | 2)) {
        return Some(code::ROW_CT);
    }
    if !matches!(row.bt, Some(0 | 1)) {
        return Some(code::ROW_BT);
    }
    if row.ct == Some(2) {
        return missing(&row.di).then_some(code::NO_DI);
    }
    if missing(&row.pi) {
        return Some(code::NO_PI);
    }
    (!pi_known(row.person())).then_some(code::BAD_PI)
}

/// Both bounds are strict: `timestamps` minus the earliest `ot` is under 180 s, the latest `ot` is before
/// `timestamps` (V1.9 §三 备注3).
fn in_time(row: &WireRow<'_>, stamp_ms: i64) -> bool {
    let age = row.ot.and_then(|ot| ot.checked_mul(1_000)).and_then(|ot| stamp_ms.checked_sub(ot));
    age.is_some_and(|age| age > 0 && age < MAX_AGE_MS)
}
