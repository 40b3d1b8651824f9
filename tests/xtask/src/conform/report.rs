//! Counting, and showing what went wrong.

use std::collections::BTreeMap;
use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde_json::{Value, json};

use super::surface::Call;

/// One difference.
pub struct Failure {
    /// Where: a file and line, or a seed.
    pub place: String,
    /// What differs.
    pub why: String,
    /// The calls that show it, ready to be saved as a scenario.
    pub transcript: Vec<(Call, Value)>,
}

impl Failure {
    /// One without calls.
    pub fn text(why: String) -> Self {
        Self { place: String::new(), why, transcript: Vec::new() }
    }

    /// The testee ended or fell silent at the last of these calls.
    pub fn dead(place: &str, calls: &[Call]) -> Self {
        let transcript = calls.iter().map(|call| (call.clone(), Value::Null)).collect();
        Self {
            place: place.to_owned(),
            why: "no answer: the testee ended or was silent for a minute".into(),
            transcript,
        }
    }

    /// The transcript as lines of a scenario file. Answers that are unknown are left out.
    pub fn lines(&self) -> String {
        let line = |(call, answer): &(Call, Value)| {
            let mut line = json!({"op": call.op, "args": call.args});
            for kind in ["ok", "error"] {
                if let Some(value) = answer.get(kind) {
                    line[kind] = value.clone();
                }
            }
            format!("{line}\n")
        };
        self.transcript.iter().map(line).collect()
    }
}

/// What agreed and what did not.
pub struct Report {
    language: String,
    skips: BTreeMap<(String, String), String>,
    passed: u64,
    skipped: u64,
    failed: u64,
    shown: u64,
}

/// How many failures are shown in full.
const SHOWN: u64 = 10;

impl Report {
    pub(super) fn new(language: &str, skips: BTreeMap<(String, String), String>) -> Self {
        Self { language: language.to_owned(), skips, passed: 0, skipped: 0, failed: 0, shown: 0 }
    }

    /// Whether everything agreed.
    pub fn ok(&self) -> bool {
        self.failed == 0 && self.passed > 0
    }

    /// Counts what agreed.
    pub fn pass(&mut self, count: u64) {
        self.passed += count;
    }

    /// Counts and shows a difference.
    pub fn fail(&mut self, failure: Failure) {
        self.failed += 1;
        if self.shown < SHOWN {
            self.shown += 1;
            let colon = if failure.place.is_empty() { "" } else { ": " };
            println!("FAILED {}{colon}{}", failure.place, failure.why.replace('\n', "\n  "));
            print!("{}", failure.lines());
        }
    }

    /// Counts one call: a skip is allowed only when it is listed with a reason.
    pub fn judge(
        &mut self,
        call: &Call,
        (expected, answer): (&Value, &Value),
        verdict: Result<(), String>,
        place: &str,
    ) {
        if answer.get("skip").is_some() {
            if self.skips.contains_key(&(self.language.clone(), call.op.clone())) {
                self.skipped += 1;
            } else {
                let why = format!("{} skips {}, which skips.json does not allow", self.language, call.op);
                self.fail(Failure { place: place.to_owned(), why, transcript: Vec::new() });
            }
            return;
        }
        match verdict {
            Ok(()) => self.passed += 1,
            Err(why) => {
                let transcript = vec![(call.clone(), expected.clone())];
                self.fail(Failure { place: place.to_owned(), why, transcript });
            }
        }
    }

    /// A progress bar, on a terminal only.
    pub fn progress(&self, what: &'static str, length: u64) -> ProgressBar {
        let quiet = !std::io::stderr().is_terminal();
        let target = if quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
        let style = ProgressStyle::with_template("{prefix} {bar:40} {pos}/{len} {eta}");
        let style = style.unwrap_or_else(|_| ProgressStyle::default_bar());
        ProgressBar::with_draw_target(Some(length), target).with_style(style).with_prefix(what)
    }

    pub(super) fn finish(&self, took: Duration) {
        println!(
            "{}: {} passed, {} failed, {} skipped in {:.1} s",
            self.language,
            self.passed,
            self.failed,
            self.skipped,
            took.as_secs_f64()
        );
    }
}
