//! One row of a report.
use alloc::string::String;

/// bt on the wire: 0 = logout, 1 = login.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Behavior {
    /** 下线, bt 0. */
    Logout,
    /** 上线, bt 1. */
    Login,
}

/// ct on the wire: 0 = verified, 2 = guest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PlayerKind {
    /** 已认证, ct 0, identified by pi. */
    Verified,
    /** 游客, ct 2, identified by di. */
    Guest,
}

/// One login or logout.
#[derive(Clone, PartialEq, Eq)]
pub struct Row {
    /** The session, 1 to 32 bytes. */
    pub si: String,
    /** Login or logout. */
    pub bt: Behavior,
    /** When, Unix seconds. */
    pub ot: i64,
    /** Verified or guest. */
    pub ct: PlayerKind,
    /** The person; required when verified. */
    pub pi: Option<String>,
    /** The device; required for a guest. */
    pub di: Option<String>,
}
