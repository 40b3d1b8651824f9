//! What is wrong with a notice that somebody typed, in both languages, with its place.

use shiming_core::{Error, ErrorCode};

use crate::command::lang::{Lang, Text};

/// Where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Line(usize),
    Year(i32),
    File,
}

/// What.
pub(super) struct Trouble {
    place: Place,
    text: Text,
    values: Vec<String>,
}

impl Trouble {
    pub(super) fn new(place: Place, text: Text, values: &[&dyn std::fmt::Display]) -> Self {
        Self { place, text, values: values.iter().map(ToString::to_string).collect() }
    }

    /// The place and what to do.
    pub(super) fn to(&self, lang: Lang) -> String {
        let values: Vec<&dyn std::fmt::Display> = self.values.iter().map(|value| value as _).collect();
        let text = self.text.fill(lang, &values);
        match (self.place, lang) {
            (Place::Line(line), Lang::En) => format!("line {line}: {text}"),
            (Place::Line(line), Lang::Zh) => format!("第 {line} 行：{text}"),
            (Place::Year(year), Lang::En) => format!("{year}: {text}"),
            (Place::Year(year), Lang::Zh) => format!("{year} 年：{text}"),
            (Place::File, _) => text,
        }
    }

    /// For machines.
    pub(super) fn error(&self) -> Error {
        Error::new(ErrorCode::InvalidCalendar, self.to(Lang::En)).with_field("calendar")
    }
}
