//! Errors: five kinds for programs that only want to know whose fault it was, one table of codes for all others.

use core::fmt;

use shiming_core::{Error, ErrorCode};

/// A result of this library.
pub type Result<T> = core::result::Result<T, ShimingError>;

/// One error code.
#[derive(uniffi::Record)]
pub struct Code {
    /// Its number, the same in every language.
    pub code: i32,
    /// Its name, such as `invalid_key`.
    pub code_name: String,
    /// One line for a Chinese reader: what it means and what to do.
    pub advice_zh: String,
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident),*) => {
        /// What a call answered. It never quotes the arguments, so it may be logged.
        #[derive(Clone, PartialEq, Eq, uniffi::Error)]
        pub enum ShimingError {$(
            $(#[$doc])*
            $kind {
                /// The number of the code, the same in every language.
                code: i32,
                /// The name of the code, such as `invalid_key`.
                code_name: String,
                /// What is wrong and what to do, in English.
                detail: String,
                /// The argument or the member that is wrong, where one is.
                field: Option<String>,
                /// Which of the code's reasons it was, where it has several.
                reason: Option<String>,
                /// The authority's code, where one was the cause.
                errcode: Option<i32>,
            },
        )*}

        // Remote is of errors to come: programs that match all five today will not need a sixth.
        #[allow(dead_code)]
        enum Kind { $($kind),* }

        impl ShimingError {
            fn of(kind: Kind, code: i32, name: &str, detail: String, at: At) -> Self {
                let code_name = name.to_owned();
                let At { field, reason, errcode } = at;
                match kind {
                    $(Kind::$kind => Self::$kind { code, code_name, detail, field, reason, errcode },)*
                }
            }
        }

        impl fmt::Display for ShimingError {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let (name, reason, field, detail) = match self {
                    $(Self::$kind { code_name, reason, field, detail, .. } => (code_name, reason, field, detail),)*
                };
                write!(f, "{name}")?;
                if let Some(reason) = reason {
                    write!(f, " ({reason})")?;
                }
                if let Some(field) = field {
                    write!(f, " in {field}")?;
                }
                write!(f, ": {detail}")
            }
        }
    };
}

kinds! {
    /// The call is wrong: correct the arguments.
    InvalidInput,
    /// The state forbids it: the engine, its journal or this process is not in a state for this call.
    State,
    /// Cryptography: a body that does not decrypt.
    Crypto,
    /// The authority's answer was the cause. No code of this version is of the kind.
    Remote,
    /// A defect of this library: report it, with the version.
    Internal
}

#[derive(Default)]
struct At {
    field: Option<String>,
    reason: Option<String>,
    errcode: Option<i32>,
}

impl fmt::Debug for ShimingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for ShimingError {}

/// A new code of the core does not compile until it has a kind here.
fn kind(code: ErrorCode) -> Kind {
    use ErrorCode::*;
    match code {
        BadCall | UnknownOp | UnsupportedProtocol | InvalidText | InvalidParameter | InvalidConfig
        | InvalidShare | BadTime | InvalidUrl | UnknownCase | InvalidNonce | InvalidKey | InvalidBody
        | InvalidAi | InvalidSi | InvalidDi | InvalidPi | InvalidName | InvalidIdNumber | InvalidId
        | InvalidRows | InvalidState | InvalidProfile | InvalidCalendar | InvalidAmount | WeakEntropy
        | InvalidSignature | InvalidCallback => Kind::InvalidInput,
        UnknownGame | UnknownSession | SessionOver | UnknownSend | JournalBacklog | JournalDamaged
        | JournalNewer | JournalKeyUnknown | Forked => Kind::State,
        DecryptFailed => Kind::Crypto,
        Internal => Kind::Internal,
    }
}

impl From<Error> for ShimingError {
    fn from(error: Error) -> Self {
        let at = At {
            field: error.field.map(str::to_owned),
            reason: error.reason.map(str::to_owned),
            errcode: error.errcode,
        };
        let error = error.into_parts();
        Self::of(kind(error.code), error.code.number(), error.code.name(), error.detail, at)
    }
}

/// An engine that was closed. The numbers of these three are those of the C interface, where it has them.
pub(crate) fn closed() -> ShimingError {
    let detail = "the engine is closed: open another one and load the journal".to_owned();
    ShimingError::of(Kind::State, 191, "closed", detail, At::default())
}

/// An engine in which an earlier call panicked.
pub(crate) fn poisoned() -> ShimingError {
    let detail =
        "an earlier call panicked in this engine: close it, open a new one, load the journal".to_owned();
    ShimingError::of(Kind::State, 190, "poisoned", detail, At::default())
}

/// A call that panicked.
pub(crate) fn panicked() -> ShimingError {
    let detail =
        "this library panicked, a defect: close the engine, open a new one, and report it".to_owned();
    ShimingError::of(Kind::Internal, 901, "panic", detail, At::default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_the_kind_of_its_range() {
        for code in ErrorCode::ALL {
            let error = ShimingError::from(Error::new(*code, "detail").with_field("f").with_reason("r"));
            let kind = matches!(
                (&error, code.number()),
                (ShimingError::InvalidInput { .. }, 1..=99)
                    | (ShimingError::State { .. }, 100..=199)
                    | (ShimingError::Crypto { .. }, 200..=299)
                    | (ShimingError::Remote { .. }, 300..=399)
                    | (ShimingError::Internal { .. }, 900..)
            );
            assert!(kind, "{error:?}");
            assert_eq!(error.to_string(), format!("{} (r) in f: detail", code.name()));
        }
    }
}
