//! Printing for people and for machines.

use std::io::Write as _;

use anstyle::{AnsiColor, Style};
use comfy_table::{CellAlignment, ContentArrangement, Table, presets::UTF8_BORDERS_ONLY};
use serde_json::{Value, json};
use shiming_core::{Error, ErrorCode};

use super::lang::{Lang, Text, text};

pub(super) const BOLD: Style = Style::new().bold();
pub(super) const GOOD: Style = AnsiColor::Green.on_default().bold();
pub(super) const BAD: Style = AnsiColor::Red.on_default().bold();
pub(super) const FAINT: Style = Style::new().dimmed();

const ERROR: Text = text("错误", "error");
const DETAIL: Text = text("详情", "detail");
const HINT: Text = text("怎么办", "what to do");

/// How this run speaks: the language, and whether to people or to machines.
#[derive(Clone, Copy)]
pub(crate) struct Output {
    pub(crate) lang: Lang,
    pub(crate) json: bool,
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Done, and the verdict, if there is one, is good.
    Good = 0,
    /// Done, and the verdict is bad.
    Bad = 1,
    /// The command line or its input makes no sense.
    Usage = 2,
}

impl Output {
    /// A line for people.
    pub(crate) fn line(self, line: impl std::fmt::Display) {
        // Nobody reads a closed pipe: that is no error.
        let _ = writeln!(anstream::stdout(), "{line}");
    }

    /// A text of a table.
    pub(crate) fn say(self, text: Text) {
        self.line(text.to(self.lang));
    }

    /// What stands between a label and its value.
    pub(crate) fn colon(self) -> &'static str {
        if self.lang == Lang::Zh { "：" } else { ": " }
    }

    /// A label and a value.
    pub(crate) fn field(self, label: Text, value: impl std::fmt::Display) {
        let label = label.to(self.lang);
        let colon = self.colon();
        self.line(format_args!("{BOLD}{label}{BOLD:#}{colon}{value}"));
    }

    /// A remark in the background.
    pub(crate) fn faint(self, line: impl std::fmt::Display) {
        self.line(format_args!("{FAINT}{line}{FAINT:#}"));
    }

    /// A verdict.
    pub(crate) fn verdict(self, good: bool, line: impl std::fmt::Display) {
        let (style, mark) = if good { (GOOD, "✔") } else { (BAD, "✘") };
        self.line(format_args!("{style}{mark} {line}{style:#}"));
    }

    /// A result for machines.
    pub(crate) fn value(self, value: &Value) {
        self.line(value);
    }

    /// A table of words.
    pub(crate) fn table(self, head: &[Text], rows: Vec<Vec<String>>) {
        self.numbers(head, head.len(), rows);
    }

    /// A table whose columns hold numbers from this one on.
    pub(crate) fn numbers(self, head: &[Text], from: usize, rows: Vec<Vec<String>>) {
        let mut table = Table::new();
        table.load_style(UTF8_BORDERS_ONLY).set_content_arrangement(ContentArrangement::Disabled);
        table.set_header(head.iter().map(|text| text.to(self.lang)));
        table.add_rows(rows);
        for column in table.column_iter_mut().skip(from) {
            column.set_cell_alignment(CellAlignment::Right);
        }
        self.line(table);
    }

    /// Something that a person must know, beside the result.
    pub(crate) fn note(self, text: impl std::fmt::Display) {
        let _ = writeln!(anstream::stderr(), "{text}");
    }

    /// An error, and the exit that belongs to it.
    pub(crate) fn error(self, error: &Error) -> Exit {
        if self.json {
            self.value(&json!({"error": crate::pipe::error_json(error)}));
        } else {
            let reason = error.reason.map(|reason| format!(" ({reason})")).unwrap_or_default();
            let field = error.field.map(|field| format!(" [{field}]")).unwrap_or_default();
            let colon = self.colon();
            let title = ERROR.to(self.lang);
            self.note(format_args!("{BAD}{title}{BAD:#}{colon}{}{reason}{field}", error.code.name()));
            match self.lang {
                Lang::En => self.note(format_args!("{BOLD}{}{BOLD:#}: {}", HINT.en, error.detail)),
                Lang::Zh => {
                    self.note(format_args!("{BOLD}{}{BOLD:#}：{}", HINT.zh, error.code.advice_zh()));
                    self.note(format_args!("{FAINT}{}：{}{FAINT:#}", DETAIL.zh, error.detail));
                }
            }
        }
        match error.code {
            ErrorCode::InvalidName
            | ErrorCode::InvalidIdNumber
            | ErrorCode::InvalidPi
            | ErrorCode::InvalidBody
            | ErrorCode::InvalidSignature
            | ErrorCode::InvalidCallback
            | ErrorCode::DecryptFailed => Exit::Bad,
            _ => Exit::Usage,
        }
    }
}
