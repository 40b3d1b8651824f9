//! What the game's server answers to a callback.

use alloc::vec::Vec;

/// How a callback was dealt with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OmniReply {
    /// The players are being put out: code 0.
    Accepted,
    /// This callback was handled before: code 0, or the vendor goes on repeating it.
    AlreadyHandled,
    /// `invalid_signature`: code -1.
    BadSignature,
    /// `invalid_callback`, or the game's server could not do it: code -99.
    Internal,
    /// "Please send again": code 1. The vendor documents it for payments only; whether it works here is unknown, so it is never
    /// sent unless chosen.
    Resend,
}

/// The body of the answer, to be sent with status 200 and `Content-Type: application/json;charset=UTF-8`. `code` is text, as in the
/// vendor's sample; the vendor repeats the callback depending on it. Codes other than 0 are XGSDK's (2015): the table for this
/// call is not published.
///
/// ```
/// use shiming_core::omnisdk::{OmniReply, omnisdk_callback_reply};
///
/// assert_eq!(omnisdk_callback_reply(OmniReply::Accepted), br#"{"code":"0","msg":"success"}"#);
/// ```
pub fn omnisdk_callback_reply(outcome: OmniReply) -> Vec<u8> {
    let body: &[u8] = match outcome {
        OmniReply::Accepted | OmniReply::AlreadyHandled => br#"{"code":"0","msg":"success"}"#,
        OmniReply::BadSignature => br#"{"code":"-1","msg":"invalid signature"}"#,
        OmniReply::Internal => br#"{"code":"-99","msg":"internal error"}"#,
        OmniReply::Resend => br#"{"code":"1","msg":"please resend"}"#,
    };
    body.into()
}
