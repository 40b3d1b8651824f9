//! Profiles: versions of the law.

use alloc::string::String;

use serde::Deserialize;

use crate::error::{Error, ErrorCode, Result};
use crate::time::UnixMs;

/// 2019-11-01T00:00:00+08:00: 国新出发〔2019〕34号 is in force.
const FROM_2019: UnixMs = 1_572_537_600_000;
/// 2021-09-01T00:00:00+08:00: 国新出发〔2021〕14号 is in force; guests are no longer allowed.
const FROM_2021: UnixMs = 1_630_425_600_000;

/// The law in force, or the one a game pins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Profile {
    #[default]
    Auto,
    Cn2019,
    Cn2021,
}

impl Profile {
    /// Whether a guest trial exists (34号 allowed one hour, 14号 ended it).
    pub(crate) fn allows_guests(self, unix: UnixMs) -> bool {
        match self {
            Self::Cn2019 => true,
            Self::Cn2021 => false,
            Self::Auto => (FROM_2019..FROM_2021).contains(&unix),
        }
    }
}

/// A profile as configuration text gives it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawProfile {
    #[serde(default)]
    base: Option<String>,
}

impl RawProfile {
    pub(crate) fn check(self) -> Result<Profile> {
        match self.base.as_deref() {
            None | Some("auto") => Ok(Profile::Auto),
            Some("cn2019" | "faq_literal") => Ok(Profile::Cn2019),
            Some("cn2021" | "cn2021_strict") => Ok(Profile::Cn2021),
            Some(_) => Err(Error::new(
                ErrorCode::InvalidProfile,
                "the base is one of auto, cn2019, cn2021, faq_literal, cn2021_strict",
            )
            .with_field("base")),
        }
    }
}
