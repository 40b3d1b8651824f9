//! The snake_case names of enumerations, in both directions, and their numbers in C. The macro's match makes the compiler
//! find a missing name. The order is part of the ABI: the first value is number 1, new ones go to the end.

use shiming_core::account::PersonSource;
use shiming_core::adapter::StatusSource;
use shiming_core::engine::{Priority, RowOutcome, Sent, Used};
use shiming_core::identity::{IdKind, IdMode, IdRoute, NameWarning, NormalIdHow, PiShape, RedactKind};
use shiming_core::omnisdk::{OmniForm, OmniPlatform, OmniReply};
use shiming_core::policy::AgeRule;
use shiming_core::wire::{Behavior, Endpoint, ErrcodeClass, PlayerKind, UnreadableReason};

/// An enumeration with names.
pub trait Named: Copy + 'static {
    /// Every value with its name.
    const NAMES: &'static [(Self, &'static str)];

    /// The name.
    fn name_of(self) -> &'static str;

    /// Where in `NAMES` the name stands.
    fn place(name: &str) -> Option<usize>;

    /// The value of a number, from 1 in the order of `NAMES`.
    fn numbered(number: i32) -> Option<Self> {
        let at = usize::try_from(number).ok()?.checked_sub(1)?;
        Self::NAMES.get(at).map(|(value, _)| *value)
    }

    /// The number.
    fn number(self) -> i32 {
        Self::place(self.name_of()).and_then(|at| i32::try_from(at + 1).ok()).unwrap_or(0)
    }

    /// The value of a name.
    fn parse(name: &str) -> Option<Self> {
        Self::NAMES.get(Self::place(name)?).map(|(value, _)| *value)
    }
}

/// One for all enumerations.
#[inline(never)]
fn place(names: &[&str], name: &str) -> Option<usize> {
    names.iter().position(|known| *known == name)
}

macro_rules! names {
    ($($type:ident { $($variant:ident = $name:literal),* $(,)? })*) => {$(
        impl Named for $type {
            const NAMES: &'static [(Self, &'static str)] = &[$(($type::$variant, $name)),*];

            fn name_of(self) -> &'static str {
                match self { $($type::$variant => $name),* }
            }

            fn place(name: &str) -> Option<usize> {
                place(&[$($name),*], name)
            }
        }
    )*};
}

names! {
    Behavior { Login = "login", Logout = "logout" }
    PlayerKind { Verified = "verified", Guest = "guest" }
    Endpoint { Check = "check", Query = "query", Report = "report" }
    ErrcodeClass {
        Ok = "ok", Retry = "retry", Configuration = "configuration", Throttled = "throttled", Restamp = "restamp",
        TryOtherKey = "try_other_key", BadMessage = "bad_message", UserInput = "user_input",
        TotalQuota = "total_quota", NotFound = "not_found", QueryThatAi = "query_that_ai", NewAi = "new_ai",
        Partial = "partial", BadBatch = "bad_batch", RowTime = "row_time", BadRow = "bad_row",
        TestSystem = "test_system", Unknown = "unknown",
    }
    UnreadableReason {
        HttpStatus = "http_status", NotJson = "not_json", TooLarge = "too_large", Depth = "depth",
        Duplicate = "duplicate", Errcode = "errcode", Status = "status", Pi = "pi",
    }
    IdMode { Hash = "hash", Pad = "pad", AlwaysHash = "always_hash" }
    NormalIdHow { Unchanged = "unchanged", Hashed = "hashed", Padded = "padded" }
    IdKind { Mainland = "mainland", HmtResident = "hmt_resident", ForeignPermanent = "foreign_permanent" }
    IdRoute { Submit = "submit", Manual = "manual" }
    NameWarning { PrivateUse = "private_use", Latin = "latin", SingleCharacter = "single_character" }
    PiShape { Standard = "standard", Other = "other" }
    RedactKind { Name = "name", IdNumber = "id_number", Pi = "pi", SecretKey = "secret_key", Text = "text" }
    AgeRule { NextDay = "next_day", Birthday = "birthday" }
    OmniPlatform { Android = "android", Ios = "ios" }
    OmniForm { Get = "get", Post = "post" }
    OmniReply {
        Accepted = "accepted", AlreadyHandled = "already_handled", BadSignature = "bad_signature", Internal = "internal",
        Resend = "resend",
    }
    StatusSource {
        Omnisdk = "omnisdk", Taptap = "taptap", TaptapAge = "taptap_age", Huawei = "huawei",
        HuaweiPlayableTime = "huawei_playable_time", Vivo = "vivo", Oppo = "oppo",
    }
    PersonSource { Own = "own", Other = "other", Channel = "channel" }
    Priority { Live = "live", Backfill = "backfill" }
    Sent { No = "no", Unknown = "unknown" }
    Used { Now = "now", Late = "late", Already = "already" }
    RowOutcome { Accepted = "accepted", Shifted = "shifted", Refused = "refused", Dropped = "dropped" }
}
