//! Chinese or English: one table of texts per module, no framework.

use std::env;

/// The language of everything that is written for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Lang {
    Zh,
    En,
}

/// One text in both languages. `{}` marks where a value goes.
#[derive(Clone, Copy)]
pub(crate) struct Text {
    pub(crate) zh: &'static str,
    pub(crate) en: &'static str,
}

/// A text for the tables of the commands.
pub(crate) const fn text(zh: &'static str, en: &'static str) -> Text {
    Text { zh, en }
}

impl Text {
    /// The text in this language.
    pub(crate) fn to(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => self.zh,
            Lang::En => self.en,
        }
    }

    /// The text with its `{}` filled in order.
    pub(crate) fn fill(self, lang: Lang, values: &[&dyn std::fmt::Display]) -> String {
        let mut parts = self.to(lang).split("{}");
        let mut filled = parts.next().unwrap_or_default().to_owned();
        let mut values = values.iter();
        for part in parts {
            if let Some(value) = values.next() {
                filled.push_str(&value.to_string());
            }
            filled.push_str(part);
        }
        filled
    }
}

impl Lang {
    /// The language that the command line asks for, else that of the environment. Needed before the command line is
    /// parsed, because its help is a text too.
    pub(crate) fn detect(arguments: &[String]) -> Self {
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            let asked = match argument.strip_prefix("--lang") {
                Some("") => rest.next().map(String::as_str),
                Some(value) => value.strip_prefix('='),
                None => None,
            };
            match asked {
                Some("zh") => return Self::Zh,
                Some("en") => return Self::En,
                _ => {}
            }
        }
        Self::of_locale(
            ["LC_ALL", "LC_MESSAGES", "LANG"]
                .iter()
                .find_map(|name| env::var(name).ok().filter(|value| !value.is_empty())),
        )
    }

    fn of_locale(locale: Option<String>) -> Self {
        if locale.is_some_and(|locale| locale.to_ascii_lowercase().starts_with("zh")) {
            Self::Zh
        } else {
            Self::En
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_wins_over_the_locale() {
        let arguments = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(Lang::detect(&arguments("shiming --lang zh errcode 1011")), Lang::Zh);
        assert_eq!(Lang::detect(&arguments("shiming errcode 1011 --lang=en")), Lang::En);
        assert_eq!(Lang::of_locale(Some("zh_CN.UTF-8".into())), Lang::Zh);
        assert_eq!(Lang::of_locale(Some("C".into())), Lang::En);
        assert_eq!(Lang::of_locale(None), Lang::En);
    }

    #[test]
    fn values_fill_in_order() {
        assert_eq!(text("{}：{}", "{}: {}").fill(Lang::En, &[&"a", &1]), "a: 1");
        assert_eq!(text("无", "none").fill(Lang::Zh, &[&"a"]), "无");
    }
}
