//! One row of a report (V1.9 §三).

use alloc::string::String;
use core::fmt;

use crate::error::{Error, ErrorCode, Result};
use crate::identity::{check_id, is_usable_pi};
use crate::time::{SECOND, UnixMs};

/// The most rows in one report (V1.9 §三).
pub const MAX_ROWS: usize = 128;

/// `bt` on the wire: 0 = logout, 1 = login.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Behavior {
    /// 下线, bt 0.
    Logout,
    /// 上线, bt 1.
    Login,
}

/// `ct` on the wire: 0 = verified, 2 = guest. 1 is not used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PlayerKind {
    /// 已认证用户, ct 0, identified by pi.
    Verified,
    /// 游客用户, ct 2, identified by di.
    Guest,
}

/// One login or logout. A player whose verification is pending has no pi and is not reported (Q200, Q211).
#[derive(Clone, PartialEq, Eq)]
pub struct Row {
    /// The session: 1 to 32 bytes, the same for a login and its logout, of one person only.
    pub si: String,
    /// Login or logout.
    pub bt: Behavior,
    /// When it happened, Unix seconds.
    pub ot: i64,
    /// Verified or guest.
    pub ct: PlayerKind,
    /// The person; required when verified, otherwise ignored. 1 to 64 visible ASCII characters.
    pub pi: Option<String>,
    /// The device; required for a guest, otherwise ignored. 1 to 32 bytes.
    pub di: Option<String>,
}

// A pi is personal data.
impl fmt::Debug for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Row")
            .field("si", &self.si)
            .field("bt", &self.bt)
            .field("ot", &self.ot)
            .field("ct", &self.ct)
            .finish_non_exhaustive()
    }
}

/// A row whose texts lie elsewhere: of the C interface, where a copy of 256 texts would cost half as much as the report.
#[doc(hidden)]
#[derive(Clone, Copy)]
pub struct RowView<'a> {
    pub si: &'a str,
    pub bt: Behavior,
    pub ot: i64,
    pub ct: PlayerKind,
    pub pi: Option<&'a str>,
    pub di: Option<&'a str>,
}

/// A row ready to be written: everything in it was checked.
#[derive(Clone, Copy)]
pub(crate) struct RowRef<'a> {
    pub(crate) si: &'a str,
    pub(crate) bt: Behavior,
    pub(crate) ot: i64,
    pub(crate) ct: PlayerKind,
    /// The pi of a verified player, the di of a guest.
    pub(crate) id: &'a str,
}

impl Row {
    pub(super) fn view(&self) -> RowView<'_> {
        let Self { si, bt, ot, ct, pi, di } = self;
        RowView { si, bt: *bt, ot: *ot, ct: *ct, pi: pi.as_deref(), di: di.as_deref() }
    }
}

impl<'a> RowView<'a> {
    /// Checks the fields in their order. Without `unix`, `ot` is not compared with the time of the report.
    pub(super) fn checked(self, unix: Option<UnixMs>) -> Result<RowRef<'a>> {
        check_id(self.si, ErrorCode::InvalidSi, "rows.si")?;
        if !is_timely(self.ot, unix) {
            return Err(invalid_rows(
                "ot",
                "ot is Unix seconds, before the time of the report and less than 180 s before it: shift rows that are \
                 late (Q201)",
            ));
        }
        let id = match self.ct {
            PlayerKind::Verified => present(self.pi).ok_or_else(|| {
                invalid_rows(
                    "missing_pi",
                    "a verified player is reported by pi: verify players without one again (Q184)",
                )
            })?,
            PlayerKind::Guest => present(self.di).ok_or_else(|| {
                invalid_rows("missing_di", "a guest is reported by di, the identifier of the device")
            })?,
        };
        match self.ct {
            PlayerKind::Verified if !is_usable_pi(id) => Err(Error::new(
                ErrorCode::InvalidPi,
                "a pi is 1 to 64 visible ASCII characters: pass it as the authority gave it",
            )
            .with_field("rows.pi")),
            PlayerKind::Guest => check_id(id, ErrorCode::InvalidDi, "rows.di"),
            PlayerKind::Verified => Ok(()),
        }?;
        Ok(RowRef { si: self.si, bt: self.bt, ot: self.ot, ct: self.ct, id })
    }
}

/// V1.9 §三 note 3, both bounds strict: before the time of the report, and less than 180 s before it. Ten digits at most,
/// so that milliseconds are noticed.
fn is_timely(ot: i64, unix: Option<UnixMs>) -> bool {
    (1..=10_000_000_000).contains(&ot)
        && unix.is_none_or(|unix| (1..180 * SECOND).contains(&unix.saturating_sub(ot.saturating_mul(SECOND))))
}

fn present(id: Option<&str>) -> Option<&str> {
    id.filter(|id| !id.is_empty())
}

pub(super) fn invalid_rows(reason: &'static str, detail: &str) -> Error {
    Error::new(ErrorCode::InvalidRows, detail).with_reason(reason).with_field("rows")
}
