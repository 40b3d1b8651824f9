//! Identity: names, ID numbers, identifiers of at most 32 characters, pi, and what may be shown of them.
mod han;
mod id;
mod id_number;
mod name;
mod person;
mod pi;
mod redact;
pub(crate) use id::check_id;
pub use id::{IdMode, NormalId, NormalIdHow, ai_for_attempt, normalize_id, unpad_id};
pub use id_number::{IdKind, IdRoute, ValidIdNumber, validate_id_number};
pub use name::{NameWarning, ValidName, validate_name};
pub use person::Person;
pub(crate) use pi::is_usable_pi;
pub use pi::{PiBirth, PiShape, pi_birth_date};
pub use redact::{RedactKind, redact};
