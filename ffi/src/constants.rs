//! Constants. Enumerations are numbered from 1 in the order of `shiming_shape::names`; the tests compare both.

/// No value: no time, no limit.
pub const SHIMING_NONE: i64 = i64::MIN;

/// A step: append to the journal.
pub const SHIMING_STEP_PERSIST: i32 = 1;
/// A step: tell the application.
pub const SHIMING_STEP_EVENT: i32 = 2;
/// A step: send a request.
pub const SHIMING_STEP_SEND: i32 = 3;
/// A step: nothing to do until a time.
pub const SHIMING_STEP_WAIT: i32 = 4;

/// Behaviour of a row (bt): the player came in.
pub const SHIMING_LOGIN: i32 = 1;
/// Behaviour of a row (bt): the player left.
pub const SHIMING_LOGOUT: i32 = 2;

/// Player of a row (ct): verified.
pub const SHIMING_VERIFIED: i32 = 1;
/// Player of a row (ct): a guest.
pub const SHIMING_GUEST: i32 = 2;

/// Endpoint: 实名认证接口.
pub const SHIMING_CHECK: i32 = 1;
/// Endpoint: 实名认证结果查询接口.
pub const SHIMING_QUERY: i32 = 2;
/// Endpoint: 游戏用户行为数据上报接口.
pub const SHIMING_REPORT: i32 = 3;

/// normalize_id: mode: hash what does not fit exactly.
pub const SHIMING_ID_HASH: i32 = 1;
/// normalize_id: mode: pad what is short, hash the rest.
pub const SHIMING_ID_PAD: i32 = 2;
/// normalize_id: mode: hash all: for ids that strangers choose.
pub const SHIMING_ID_ALWAYS_HASH: i32 = 3;

/// normalize_id: how: as it was.
pub const SHIMING_HOW_UNCHANGED: i32 = 1;
/// normalize_id: how: hashed.
pub const SHIMING_HOW_HASHED: i32 = 2;
/// normalize_id: how: padded: `shiming_unpad_id` turns it back.
pub const SHIMING_HOW_PADDED: i32 = 3;

/// redact: kind: a name.
pub const SHIMING_REDACT_NAME: i32 = 1;
/// redact: kind: an ID number.
pub const SHIMING_REDACT_ID_NUMBER: i32 = 2;
/// redact: kind: a pi.
pub const SHIMING_REDACT_PI: i32 = 3;
/// redact: kind: a secret key.
pub const SHIMING_REDACT_SECRET_KEY: i32 = 4;
/// redact: kind: any text that may hold them.
pub const SHIMING_REDACT_TEXT: i32 = 5;

/// age_on: rule: the day after the birthday, as the law counts.
pub const SHIMING_AGE_NEXT_DAY: i32 = 1;
/// age_on: rule: the birthday.
pub const SHIMING_AGE_BIRTHDAY: i32 = 2;

/// OmniSDK: platform; 0 is none: Android.
pub const SHIMING_PLATFORM_ANDROID: i32 = 1;
/// OmniSDK: platform; 0 is none: iOS.
pub const SHIMING_PLATFORM_IOS: i32 = 2;

/// OmniSDK: form: all in the query.
pub const SHIMING_FORM_GET: i32 = 1;
/// OmniSDK: form: a JSON body.
pub const SHIMING_FORM_POST: i32 = 2;

/// OmniSDK: reply: taken.
pub const SHIMING_REPLY_ACCEPTED: i32 = 1;
/// OmniSDK: reply: came before.
pub const SHIMING_REPLY_ALREADY_HANDLED: i32 = 2;
/// OmniSDK: reply: the signature did not match.
pub const SHIMING_REPLY_BAD_SIGNATURE: i32 = 3;
/// OmniSDK: reply: a fault of ours.
pub const SHIMING_REPLY_INTERNAL: i32 = 4;
/// OmniSDK: reply: to be sent again.
pub const SHIMING_REPLY_RESEND: i32 = 5;

/// adapt_status: source: OmniSDK.
pub const SHIMING_SOURCE_OMNISDK: i32 = 1;
/// adapt_status: source: TapTap.
pub const SHIMING_SOURCE_TAPTAP: i32 = 2;
/// adapt_status: source: TapTap, age range.
pub const SHIMING_SOURCE_TAPTAP_AGE: i32 = 3;
/// adapt_status: source: Huawei.
pub const SHIMING_SOURCE_HUAWEI: i32 = 4;
/// adapt_status: source: Huawei, playable time.
pub const SHIMING_SOURCE_HUAWEI_PLAYABLE_TIME: i32 = 5;
/// adapt_status: source: vivo.
pub const SHIMING_SOURCE_VIVO: i32 = 6;
/// adapt_status: source: OPPO.
pub const SHIMING_SOURCE_OPPO: i32 = 7;

/// verify: priority: a player is waiting.
pub const SHIMING_LIVE: i32 = 1;
/// verify: priority: existing players (存量), only from quota that live ones leave.
pub const SHIMING_BACKFILL: i32 = 2;

/// complete: sent: it certainly never reached the server.
pub const SHIMING_SENT_NO: i32 = 1;
/// complete: sent: it may have.
pub const SHIMING_SENT_UNKNOWN: i32 = 2;

/// complete: used: it was applied.
pub const SHIMING_USED_NOW: i32 = 1;
/// complete: used: it came after its time, and was applied all the same.
pub const SHIMING_USED_LATE: i32 = 2;
/// complete: used: it brought nothing that was not known.
pub const SHIMING_USED_ALREADY: i32 = 3;

#[cfg(test)]
mod tests {
    use super::*;
    use shiming_shape::names::Named;

    fn check<T: Named>(expected: &[(i32, &str)]) {
        let numbered: Vec<(i32, &str)> =
            T::NAMES.iter().map(|(value, name)| (value.number(), *name)).collect();
        assert_eq!(numbered, expected);
        for (number, name) in expected {
            assert_eq!(T::numbered(*number).map(T::name_of), Some(*name));
        }
        assert!(
            T::numbered(0).is_none()
                && T::numbered(-1).is_none()
                && T::numbered(expected.len() as i32 + 1).is_none()
        );
    }

    #[test]
    fn constants_are_the_numbers_of_the_names() {
        check::<shiming_core::wire::Behavior>(&[(SHIMING_LOGIN, "login"), (SHIMING_LOGOUT, "logout")]);
        check::<shiming_core::wire::PlayerKind>(&[(SHIMING_VERIFIED, "verified"), (SHIMING_GUEST, "guest")]);
        check::<shiming_core::wire::Endpoint>(&[
            (SHIMING_CHECK, "check"),
            (SHIMING_QUERY, "query"),
            (SHIMING_REPORT, "report"),
        ]);
        check::<shiming_core::identity::IdMode>(&[
            (SHIMING_ID_HASH, "hash"),
            (SHIMING_ID_PAD, "pad"),
            (SHIMING_ID_ALWAYS_HASH, "always_hash"),
        ]);
        check::<shiming_core::identity::NormalIdHow>(&[
            (SHIMING_HOW_UNCHANGED, "unchanged"),
            (SHIMING_HOW_HASHED, "hashed"),
            (SHIMING_HOW_PADDED, "padded"),
        ]);
        check::<shiming_core::identity::RedactKind>(&[
            (SHIMING_REDACT_NAME, "name"),
            (SHIMING_REDACT_ID_NUMBER, "id_number"),
            (SHIMING_REDACT_PI, "pi"),
            (SHIMING_REDACT_SECRET_KEY, "secret_key"),
            (SHIMING_REDACT_TEXT, "text"),
        ]);
        check::<shiming_core::policy::AgeRule>(&[
            (SHIMING_AGE_NEXT_DAY, "next_day"),
            (SHIMING_AGE_BIRTHDAY, "birthday"),
        ]);
        check::<shiming_core::omnisdk::OmniPlatform>(&[
            (SHIMING_PLATFORM_ANDROID, "android"),
            (SHIMING_PLATFORM_IOS, "ios"),
        ]);
        check::<shiming_core::omnisdk::OmniForm>(&[(SHIMING_FORM_GET, "get"), (SHIMING_FORM_POST, "post")]);
        check::<shiming_core::omnisdk::OmniReply>(&[
            (SHIMING_REPLY_ACCEPTED, "accepted"),
            (SHIMING_REPLY_ALREADY_HANDLED, "already_handled"),
            (SHIMING_REPLY_BAD_SIGNATURE, "bad_signature"),
            (SHIMING_REPLY_INTERNAL, "internal"),
            (SHIMING_REPLY_RESEND, "resend"),
        ]);
        check::<shiming_core::adapter::StatusSource>(&[
            (SHIMING_SOURCE_OMNISDK, "omnisdk"),
            (SHIMING_SOURCE_TAPTAP, "taptap"),
            (SHIMING_SOURCE_TAPTAP_AGE, "taptap_age"),
            (SHIMING_SOURCE_HUAWEI, "huawei"),
            (SHIMING_SOURCE_HUAWEI_PLAYABLE_TIME, "huawei_playable_time"),
            (SHIMING_SOURCE_VIVO, "vivo"),
            (SHIMING_SOURCE_OPPO, "oppo"),
        ]);
        check::<shiming_core::engine::Priority>(&[(SHIMING_LIVE, "live"), (SHIMING_BACKFILL, "backfill")]);
        check::<shiming_core::engine::Sent>(&[(SHIMING_SENT_NO, "no"), (SHIMING_SENT_UNKNOWN, "unknown")]);
        check::<shiming_core::engine::Used>(&[
            (SHIMING_USED_NOW, "now"),
            (SHIMING_USED_LATE, "late"),
            (SHIMING_USED_ALREADY, "already"),
        ]);
    }
}
