//! What the document leaves to the game.

use alloc::{
    string::{String, ToString},
    vec::Vec,
};

use super::codes::DeletionStatus;
use super::fields::{decimal, int};
use super::names::named;
use crate::error::{Error, ErrorCode, Result};
use crate::json::{self, Json};
use crate::sorted::{by_name, has_twice};

named! {
    /// What a compliance status that is missing, failed or unreadable means. The document's advice to let players in
    /// holds for the deletion status only.
    MissingStatus {
        /// Ask the service again before anybody enters: the default.
        Query = "query",
        /// Enter, with a note.
        Open = "open",
        /// Deny.
        Closed = "closed",
    }
}

named! {
    /// When the EU agreement is asked for.
    EuTrigger {
        /// When is_eea is true: the default.
        IsEea = "is_eea",
        /// When is_dma is true.
        IsDma = "is_dma",
        /// When either is.
        IsEeaOrIsDma = "is_eea_or_is_dma",
        /// Of everybody.
        Always = "always",
        /// Of nobody.
        Never = "never",
    }
}

named! {
    /// What a LEVEL INFINITE PASS that is deleted or being deleted means. The document recommends nothing.
    LiDeletion {
        /// Note it: the default.
        Advise = "advise",
        /// Deny.
        Deny = "deny",
    }
}

named! {
    /// When a player who has not stated an age may enter as in a region without limits. Our own inference.
    NoRestriction {
        /// certificate_type is 0 and game_grade is 0: the default.
        TypeAndGrade = "type_and_grade",
        /// certificate_type is 0.
        TypeOnly = "type_only",
        /// Never: everybody states an age.
        Never = "never",
    }
}

/// The game's own judgement of one negative deletion status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DeletionOverride {
    /// The status, a negative number.
    pub status: DeletionStatus,
    /// Whether it denies entry.
    pub deny: bool,
}

/// The versions that a player must have agreed to; none where nothing is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RequiredAgreements {
    /// The game's terms of service.
    pub game_tos: Option<String>,
    /// The game's privacy policy.
    pub game_pp: Option<String>,
    /// The game's DMA agreement.
    pub game_dma: Option<String>,
    /// The game's NDA.
    pub game_nda: Option<String>,
    /// The LEVEL INFINITE PASS terms of service.
    pub li_tos: Option<String>,
    /// The LEVEL INFINITE PASS privacy policy.
    pub li_pp: Option<String>,
    /// The LEVEL INFINITE PASS data transfer agreement.
    pub li_dt: Option<String>,
}

/// What the game decides for itself. The default of every field is what the document says or, where it says nothing, the
/// cautious choice.
///
/// As JSON text, the same in every language; missing members take the defaults shown, null is a missing member, unknown
/// ones are refused:
///
/// ```json
/// {"os":null, "agreements":{"game_tos":"36"}, "missing_status":"query", "deletion":{"-2":"deny"},
///  "eu_trigger":"is_eea", "li_deletion":"advise", "no_restriction":"type_and_grade", "real_name_failed":false}
/// ```
///
/// `agreements` and `deletion` are empty by default; the example shows their shape.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// The operating system of this player's device, for the maps of Korea: 1 Android, 2 iOS, 5 PC, 6 Switch, 10 PS5, 11
    /// Xbox.
    pub os: Option<i32>,
    /// Required versions.
    pub agreements: RequiredAgreements,
    /// What a missing compliance status means.
    pub missing_status: MissingStatus,
    /// The game's own judgement of negative deletion statuses; the document advises to let players in. Numbers that no
    /// table lists, and a missing status, follow -1 unless they have an entry of their own.
    pub deletion: Vec<DeletionOverride>,
    /// When the EU agreement is asked for.
    pub eu_trigger: EuTrigger,
    /// What a deleted LEVEL INFINITE PASS means.
    pub li_deletion: LiDeletion,
    /// Who needs to state no age.
    pub no_restriction: NoRestriction,
    /// The host knows that this player's real-name check failed; the service's 0 cannot tell that from "not done".
    pub real_name_failed: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            os: None,
            agreements: RequiredAgreements::default(),
            missing_status: MissingStatus::Query,
            deletion: Vec::new(),
            eu_trigger: EuTrigger::IsEea,
            li_deletion: LiDeletion::Advise,
            no_restriction: NoRestriction::TypeAndGrade,
            real_name_failed: false,
        }
    }
}

impl Options {
    /// Reads the JSON text.
    ///
    /// # Errors
    /// `invalid_parameter` with the option's name as its field, or the field `options` when the text is no JSON object
    /// (reason `not_json`) or has an option that does not exist (`unknown_option`) or stands there twice (`repeated`).
    ///
    /// ```
    /// use shiming_core::player_network::{MissingStatus, Options};
    /// let options = Options::from_json(r#"{"os":5,"missing_status":"closed"}"#)?;
    /// assert_eq!((options.os, options.missing_status), (Some(5), MissingStatus::Closed));
    /// assert_eq!(Options::from_json("{}")?, Options::default());
    /// assert!(Options::from_json(r#"{"mising_status":"closed"}"#).is_err());
    /// # Ok::<(), shiming_core::Error>(())
    /// ```
    pub fn from_json(json: &str) -> Result<Self> {
        let parsed = Some(json).filter(|json| json.len() <= super::parse::MAX_BYTES);
        let Some(Ok(Json::Object(members))) = parsed.map(|json| json::parse(json.as_bytes())) else {
            return Err(whole("not_json", "the options are no JSON object: {} takes every default"));
        };
        check_repeated(&members)?;
        let mut options = Self::default();
        for (name, value) in members.iter().filter(|(_, value)| *value != Json::Null) {
            options.set(name, value)?;
        }
        Ok(options)
    }

    fn set(&mut self, name: &str, value: &Json) -> Result<()> {
        match name {
            "os" => match value {
                Json::Int(_) | Json::Number(_) => {
                    let os = int(value).ok().filter(|os| (0..=999).contains(os));
                    self.os = Some(os.ok_or_else(|| invalid("os", OS))?);
                }
                _ => return Err(invalid("os", OS)),
            },
            "agreements" => self.agreements = agreements(value)?,
            "missing_status" => {
                self.missing_status = choice("missing_status", value, MissingStatus::from_name)?;
            }
            "deletion" => self.deletion = deletion(value)?,
            "eu_trigger" => self.eu_trigger = choice("eu_trigger", value, EuTrigger::from_name)?,
            "li_deletion" => self.li_deletion = choice("li_deletion", value, LiDeletion::from_name)?,
            "no_restriction" => {
                self.no_restriction = choice("no_restriction", value, NoRestriction::from_name)?;
            }
            "real_name_failed" => match value {
                Json::Bool(failed) => self.real_name_failed = *failed,
                _ => return Err(invalid("real_name_failed", "pass true or false")),
            },
            _ => {
                let text = "an option that does not exist: a misspelt option must not pass for its default";
                return Err(whole("unknown_option", text));
            }
        }
        Ok(())
    }
}

const OS: &str =
    "the operating system is a number from 0 to 999: 1 Android, 2 iOS, 5 PC, 6 Switch, 10 PS5, 11 Xbox";
const DELETION: &str = r#"write it as {"-2":"deny"}: negative deletion statuses with enter or deny"#;
const AGREEMENTS: &str = r#"write it as {"game_tos":"36"}: versions of at most 64 characters as text, for game_tos, game_pp, game_dma, game_nda, li_tos, li_pp, li_dt"#;

fn agreements(value: &Json) -> Result<RequiredAgreements> {
    let wrong = || invalid("agreements", AGREEMENTS);
    let Json::Object(members) = value else { return Err(wrong()) };
    check_repeated(members).map_err(|_| wrong())?;
    let mut required = RequiredAgreements::default();
    for (name, value) in members {
        let version = match value {
            Json::Null => None,
            Json::Text(text) if (1..=64).contains(&text.chars().count()) => Some(text.to_string()),
            _ => return Err(wrong()),
        };
        *match name.as_str() {
            "game_tos" => &mut required.game_tos,
            "game_pp" => &mut required.game_pp,
            "game_dma" => &mut required.game_dma,
            "game_nda" => &mut required.game_nda,
            "li_tos" => &mut required.li_tos,
            "li_pp" => &mut required.li_pp,
            "li_dt" => &mut required.li_dt,
            _ => return Err(wrong()),
        } = version;
    }
    Ok(required)
}

fn deletion(value: &Json) -> Result<Vec<DeletionOverride>> {
    let wrong = || invalid("deletion", DELETION);
    let Json::Object(members) = value else { return Err(wrong()) };
    check_repeated(members).map_err(|_| wrong())?;
    let read = |(name, value): &(String, Json)| {
        let status = decimal(name).and_then(|status| i32::try_from(status).ok()).filter(|status| *status < 0);
        let deny = match value {
            Json::Text(text) if text == "deny" => true,
            Json::Text(text) if text == "enter" => false,
            _ => return Err(wrong()),
        };
        let canonical = status.filter(|status| status.to_string() == *name).ok_or_else(wrong)?;
        Ok(DeletionOverride { status: DeletionStatus::from_code(canonical), deny })
    };
    members.iter().map(read).collect()
}

fn choice<T>(field: &'static str, value: &Json, from_name: impl Fn(&str) -> Option<T>) -> Result<T> {
    let named = if let Json::Text(name) = value { from_name(name) } else { None };
    named
        .ok_or_else(|| invalid(field, "pass one of the names that the documentation of Options lists for it"))
}

fn check_repeated(members: &[(String, Json)]) -> Result<()> {
    // Before anything that costs more than one pass: there are fewer than a hundred names in all.
    if members.len() > 1_000 {
        return Err(whole(
            "unknown_option",
            "there are not so many options: see the documentation of Options",
        ));
    }
    if has_twice(&by_name(members.iter().map(|(name, _)| name.as_str()))) {
        Err(whole("repeated", "an option stands there twice: keep one of the two"))
    } else {
        Ok(())
    }
}

fn whole(reason: &'static str, text: &str) -> Error {
    invalid("options", text).with_reason(reason)
}

fn invalid(field: &'static str, text: &str) -> Error {
    Error::new(ErrorCode::InvalidParameter, text).with_field(field)
}
