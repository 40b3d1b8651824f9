//! The guest trial of the 2019 rules (notice 34 of 2019, rule 1; Q41). Notice 14 of 2021 ended it.

use alloc::string::{String, ToString};
use core::fmt;

use super::limits;
use crate::time::UnixMs;

/// One device's trial. It stays with the account after the trial is over, so that the same device gets no second hour
/// within 15 days. What other accounts did on the device only the host can know.
#[derive(Clone, PartialEq, Eq)]
pub struct GuestTrial {
    /// The device.
    pub di: String,
    /// When the trial began, Unix ms.
    pub first_use: UnixMs,
    /// Seconds played, at most 3600.
    pub used_s: i64,
}

impl GuestTrial {
    /// The trial that `di` may play now: the rest of its old one within 15 days, else a new one.
    pub(super) fn enter(old: Option<&Self>, di: &str, now: UnixMs) -> Self {
        let running = old.filter(|old| old.is_of(di) && now < old.barred_until());
        running.cloned().unwrap_or(Self { di: di.to_string(), first_use: now, used_s: 0 })
    }

    /// The first instant of a new trial on the same device, Unix ms.
    pub fn barred_until(&self) -> UnixMs {
        self.first_use.saturating_add(limits::GUEST_BAR)
    }

    pub(super) fn is_of(&self, di: &str) -> bool {
        self.di == di
    }

    pub(super) fn is_used_up(&self) -> bool {
        self.used_s >= limits::GUEST_QUOTA_S
    }

    /// The same with `seconds` more.
    pub(super) fn played(&self, seconds: i64) -> Self {
        let used_s = self.used_s.saturating_add(seconds).min(limits::GUEST_QUOTA_S);
        Self { used_s, ..self.clone() }
    }
}

// A device identifier is personal data.
impl fmt::Debug for GuestTrial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "GuestTrial({} s used)", self.used_s)
    }
}
