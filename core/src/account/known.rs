//! A natural person who is established: the pi, the birth date and where both come from.

use alloc::string::{String, ToString};

use super::PersonSource;
use crate::identity::{PiBirth, PiShape};
use crate::names::names;
use crate::time::{Date, UnixMs};

/// Where a birth date comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BirthSource {
    /// The ID number that the player submitted and the authority confirmed.
    IdNumber,
    /// The first six characters of the pi (V1.9 §六): inferred.
    Pi,
    /// The host, with `link_person`.
    Host,
}

names!(BirthSource { IdNumber = "id_number", Pi = "pi", Host = "host" });

/// Facts of a verified person. They stay in force while a re-check runs (Q112).
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Known {
    pub(super) pi: String,
    pub(super) birth: Option<(Date, BirthSource)>,
    pub(super) source: PersonSource,
    pub(super) verified_at: UnixMs,
}

impl Known {
    /// Of our own verification: the submitted number's birth date, which the pi does not contradict.
    pub(super) fn own(pi: &str, birth: Date, now: UnixMs) -> Self {
        let birth = Some((birth, BirthSource::IdNumber));
        Self { pi: pi.to_string(), birth, source: PersonSource::Own, verified_at: now }
    }

    /// Of elsewhere. Where the host's birth date and the pi's differ, the younger holds: of two mistakes the one that
    /// gives a minor an adult's rights is the worse.
    pub(super) fn linked(
        pi: &str,
        decoded: PiBirth,
        host: Option<Date>,
        source: PersonSource,
        now: UnixMs,
    ) -> Self {
        let from_pi = decoded.birth.map(|date| (date, BirthSource::Pi));
        let from_host = host.map(|date| (date, BirthSource::Host));
        let birth = match (from_pi, from_host) {
            (Some(pi), Some(host)) if pi.0 > host.0 => Some(pi),
            (pi, host) => host.or(pi),
        };
        Self { pi: pi.to_string(), birth, source, verified_at: now }
    }
}

pub(super) fn is_unusual(decoded: PiBirth) -> bool {
    decoded.shape == PiShape::Other
}

/// Whether both birth dates are there and differ.
pub(super) fn clash(decoded: PiBirth, claimed: Option<Date>) -> bool {
    decoded.birth.zip(claimed).is_some_and(|(pi, claimed)| pi != claimed)
}
