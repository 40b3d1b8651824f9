//! Enumerations, as UniFFI wants them: mirrors of those of the core. A value that is new there does not compile here.

use shiming_core::{account, adapter, engine, identity, omnisdk, policy, wire};

macro_rules! mirrors {
    ($($(#[$doc:meta])* $name:ident of $core:path { $($(#[$about:meta])* $value:ident,)* })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
        pub enum $name { $($(#[$about])* $value,)* }

        impl From<$core> for $name {
            fn from(value: $core) -> Self {
                use $core as Core;
                match value { $(Core::$value => Self::$value,)* }
            }
        }

        impl From<$name> for $core {
            fn from(value: $name) -> Self {
                use $core as Core;
                match value { $($name::$value => Core::$value,)* }
            }
        }
    )*};
}

mirrors! {
    /// What a row says, `bt` on the wire.
    Behavior of wire::Behavior {
        /// 上线。
        Login,
        /// 下线。
        Logout,
    }
    /// Whose row it is, `ct` on the wire.
    PlayerKind of wire::PlayerKind {
        /// 已认证用户, identified by pi.
        Verified,
        /// 游客用户, identified by di.
        Guest,
    }
    /// Which of the three calls.
    Endpoint of wire::Endpoint {
        /// 实名认证 (V1.9 §一).
        Check,
        /// 实名认证结果查询 (V1.9 §二).
        Query,
        /// 游戏用户行为数据上报 (V1.9 §三).
        Report,
    }
    /// What to do about a code of the authority.
    ErrcodeClass of wire::ErrcodeClass {
        /// 0: go on to the status.
        Ok,
        /// Later again.
        Retry,
        /// A person has to change the configuration.
        Configuration,
        /// 1006: wait a minute.
        Throttled,
        /// 1007: build the request anew.
        Restamp,
        /// 1011: try the other key.
        TryOtherKey,
        /// 1012: this one message is bad.
        BadMessage,
        /// 2001, 2005: the player has to correct number or name.
        UserInput,
        /// 2002: the authority has to raise the total.
        TotalQuota,
        /// 2003: nothing is known of this ai.
        NotFound,
        /// 2004: after a resend of one's own, query that ai.
        QueryThatAi,
        /// 2006: try with a new ai.
        NewAi,
        /// 3001: some rows were refused.
        Partial,
        /// 3002 to 3004: the whole report was refused.
        BadBatch,
        /// 3005: the time of a row.
        RowTime,
        /// 3006 to 3010: a row.
        BadRow,
        /// 4002, 4003: the test system.
        TestSystem,
        /// Any other code.
        Unknown,
    }
    /// Why an answer cannot be used.
    UnreadableReason of wire::UnreadableReason {
        /// An HTTP status other than 200, and no errcode that explains it.
        HttpStatus,
        /// Not JSON: a gateway's page, a cut answer, other bytes.
        NotJson,
        /// More than 1 MiB.
        TooLarge,
        /// Objects and arrays more than 32 deep.
        Depth,
        /// A member that must be single is repeated.
        Duplicate,
        /// No errcode, or one that is no integer of 32 bits.
        Errcode,
        /// No status, or one that is not 0, 1 or 2.
        Status,
        /// Status 0 without a usable pi.
        Pi,
    }
    /// How to bring an id to 32 characters.
    IdMode of identity::IdMode {
        /// Exactly 32 of `[0-9A-Za-z]` stay as they are; anything else is hashed.
        Hash,
        /// 1 to 30 of `[0-9A-Za-z]` are padded, reversibly; anything else as in `Hash`.
        Pad,
        /// Always hashed: for ids that strangers choose.
        AlwaysHash,
    }
    /// What was done to an id.
    NormalIdHow of identity::NormalIdHow {
        /// Nothing.
        Unchanged,
        /// Hashed.
        Hashed,
        /// Padded.
        Padded,
    }
    /// What kind of document an 18-digit number names.
    IdKind of identity::IdKind {
        /// 居民身份证。
        Mainland,
        /// 港澳台居民居住证。
        HmtResident,
        /// 外国人永久居留身份证 of the 2023 edition.
        ForeignPermanent,
    }
    /// What to do with a number by default.
    IdRoute of identity::IdRoute {
        /// Submit it to the authority.
        Submit,
        /// Collect documents: the authority verifies mainland numbers only (Q161).
        Manual,
    }
    /// Something about a name that a person should look at; never a refusal.
    NameWarning of identity::NameWarning {
        /// A private-use character, which the authority may not know.
        PrivateUse,
        /// Latin letters.
        Latin,
        /// One character only.
        SingleCharacter,
    }
    /// The shape of a pi.
    PiShape of identity::PiShape {
        /// The published one, with a birth date inside.
        Standard,
        /// Another.
        Other,
    }
    /// What a text is, for masking.
    RedactKind of identity::RedactKind {
        /// A person's name.
        Name,
        /// An ID number.
        IdNumber,
        /// A pi.
        Pi,
        /// A secret key.
        SecretKey,
        /// Free text, such as a line of a log.
        Text,
    }
    /// When a person becomes a year older.
    AgeRule of policy::AgeRule {
        /// The day after the birthday, as courts count.
        NextDay,
        /// The birthday.
        Birthday,
    }
    /// The platform of an OmniSDK player.
    OmniPlatform of omnisdk::OmniPlatform {
        /// Android.
        Android,
        /// iOS.
        Ios,
    }
    /// How a request to OmniSDK is made.
    OmniForm of omnisdk::OmniForm {
        /// With a query.
        Get,
        /// With a JSON body.
        Post,
    }
    /// How a callback of OmniSDK is answered.
    OmniReply of omnisdk::OmniReply {
        /// Done.
        Accepted,
        /// Done before.
        AlreadyHandled,
        /// The signature does not match.
        BadSignature,
        /// A fault of the host's.
        Internal,
        /// Send it again.
        Resend,
    }
    /// Whose value of a real-name status it is.
    StatusSource of adapter::StatusSource {
        /// `certification` of the OmniSDK client.
        Omnisdk,
        /// Callback codes of TapTap's compliance SDK.
        Taptap,
        /// Age ranges of TapTap by their lower bound.
        TaptapAge,
        /// `isRealName` and `isAdult` of Huawei as `true,false`; or an error code.
        Huawei,
        /// `playableTime` of HarmonyOS, in minutes.
        HuaweiPlayableTime,
        /// `isRealName` and `age` of vivo as `true,17`; or `failed`.
        Vivo,
        /// The age that OPPO gives as text; or the name of a failure code.
        Oppo,
    }
    /// Who established a person.
    PersonSource of account::PersonSource {
        /// Our own verification.
        Own,
        /// Another game or account of the enterprise (Q111, Q166).
        Other,
        /// A channel (Q30, Q135).
        Channel,
    }
    /// Live players before back-fill of existing ones (E15).
    Priority of engine::Priority {
        /// A player is waiting.
        Live,
        /// Existing players (存量), only from quota that live ones leave.
        Backfill,
    }
    /// Whether a request that got no answer may have reached the server.
    Sent of engine::Sent {
        /// It certainly did not: refused connection, unknown host.
        No,
        /// It may have: time-out, reset. When in doubt, this.
        Unknown,
    }
    /// What an outcome was good for (E4).
    Used of engine::Used {
        /// It was applied.
        Now,
        /// It came after its lease, and was applied all the same.
        Late,
        /// It brought nothing that was not known.
        Already,
    }
    /// How a row ended (E6).
    RowOutcome of engine::RowOutcome {
        /// Stored by the authority.
        Accepted,
        /// Stored, with a time moved into the 180 s window (Q201).
        Shifted,
        /// Refused by the authority.
        Refused,
        /// Given up by policy.
        Dropped,
    }
}
