//! OmniSDK (西山居 / Seayoo, formerly XGSDK): it keeps a clock of play time of its own. The game's server tells it when a
//! player begins (`playgame`) and ends (`exitgame`); when the time is used up it calls the game's server
//! (`anti-addiction-game-expired`) with the uids to put out.
//!
//! **Never a condition of login.** The vendor's document says of this function: 此功能为统计游戏时长,不可将接口返回值作为登录验证的条件.
//! So [`OmniAnswer`] knows no refusal of a player, only calls that were counted or not. A player is admitted by what the
//! authority says, and put out by the callback.
//!
//! What the vendor's document of this function (fangchenmi) publishes: the two addresses, GET or POST, the members, `ts` as
//! `yyyyMMddHHmmss`, the callback's shape, `code` as text with `"0"` for success, that a callback is repeated depending on our
//! answer, and that handling it must be idempotent. Elsewhere the vendor publishes: HMAC-SHA1 under the server key for the China
//! region (preorder, auth), with a worked example for logins; and, for XGSDK, from which OmniSDK comes, the source string:
//! members sorted by key, `key=value` joined by `&`, `sign` and empty values left out, nothing percent-encoded, lower-case hex,
//! again with examples.
//!
//! What is **not** published, and what is done here instead:
//!
//! | unknown | here |
//! |---|---|
//! | whether that source string also holds for these three calls | assumed |
//! | how the array `uids` enters it | [`OmniArrayMode`], one mode at a time; compact JSON is the default, hardly better than a guess. Settle it with one captured callback and [`omnisdk_diagnose_signature`] |
//! | the error codes of both calls | XGSDK's table of 2015, see [`OmniClass`]; the raw code is kept |
//! | the time zone of `ts`, and how far it may be off | UTC+8, `ts_offset_minutes` in the profile; nothing is refused for its age unless asked |
//! | when and how often a callback is repeated | nothing relies on it |
//! | `null`, booleans and numbers in a signed message | null is left out as empty; the others as they are written |
//! | `type` of exitgame: `playgame` in the table, `exitgame` in the sample | `exitgame`, `exit_type` in the profile |
//!
//! Send both calls at the true moment: the vendor's clock starts and stops when they arrive. A retry is built anew, a start that
//! is late is still sent once, and an exit that was accepted is not repeated.

mod answer;
mod callback;
mod canonical;
mod diagnose;
mod login;
mod message;
mod profile;
mod reply;
mod request;
mod sign;
mod stamp;

pub use answer::{OmniAnswer, OmniClass, omnisdk_parse_response};
pub use callback::{OmniCallback, omnisdk_verify_callback};
pub use canonical::OmniArrayMode;
pub use diagnose::{OmniMatch, OmniVariant, omnisdk_diagnose_signature};
pub use login::{OmniRealName, omnisdk_certification, omnisdk_verify_login};
pub use profile::{OmniExitType, OmniProfile};
pub use reply::{OmniReply, omnisdk_callback_reply};
pub use request::{OmniForm, OmniPlatform, omnisdk_exit_request, omnisdk_play_request};
pub use sign::omnisdk_sign;

/// The longest uid, in characters (the vendor's pay notification says so; the document of this function does not).
const MAX_UID: usize = 128;

/// A uid is opaque: only its length is known.
fn is_uid(uid: &str) -> bool {
    !uid.is_empty() && uid.chars().nth(MAX_UID).is_none()
}
