namespace LibShiming
{
    /// <summary>The three interfaces of the authority.</summary>
    public enum Endpoint
    {
        /// <summary>实名认证接口.</summary>
        Check = 1,

        /// <summary>实名认证结果查询接口.</summary>
        Query = 2,

        /// <summary>游戏用户行为数据上报接口.</summary>
        Report = 3,
    }

    /// <summary>Behaviour of a row (bt).</summary>
    public enum Behavior
    {
        /// <summary>The player came in.</summary>
        Login = 1,

        /// <summary>The player left.</summary>
        Logout = 2,
    }

    /// <summary>Player of a row (ct).</summary>
    public enum PlayerKind
    {
        /// <summary>Verified, with a pi.</summary>
        Verified = 1,

        /// <summary>A guest, with a di.</summary>
        Guest = 2,
    }

    /// <summary>What NormalizeId does with ids that do not fit.</summary>
    public enum IdMode
    {
        /// <summary>Hash what does not fit exactly.</summary>
        Hash = 1,

        /// <summary>Pad what is short, hash the rest.</summary>
        Pad = 2,

        /// <summary>Hash all: for ids that strangers choose.</summary>
        AlwaysHash = 3,
    }

    /// <summary>What NormalizeId did.</summary>
    public enum IdHow
    {
        /// <summary>As it was.</summary>
        Unchanged = 1,

        /// <summary>Hashed.</summary>
        Hashed = 2,

        /// <summary>Padded: UnpadId turns it back.</summary>
        Padded = 3,
    }

    /// <summary>What Redact is given.</summary>
    public enum RedactKind
    {
        /// <summary>A name.</summary>
        Name = 1,

        /// <summary>An ID number.</summary>
        IdNumber = 2,

        /// <summary>A pi.</summary>
        Pi = 3,

        /// <summary>A secret key.</summary>
        SecretKey = 4,

        /// <summary>Any text that may hold them.</summary>
        Text = 5,
    }

    /// <summary>When a year of age is full.</summary>
    public enum AgeRule
    {
        /// <summary>The day after the birthday, as the law counts.</summary>
        NextDay = 1,

        /// <summary>The birthday.</summary>
        Birthday = 2,
    }

    /// <summary>OmniSDK: the platform of the client.</summary>
    public enum Platform
    {
        /// <summary>None is named.</summary>
        None = 0,

        /// <summary>Android.</summary>
        Android = 1,

        /// <summary>iOS.</summary>
        Ios = 2,
    }

    /// <summary>OmniSDK: how a request carries its parameters.</summary>
    public enum OmnisdkForm
    {
        /// <summary>All in the query.</summary>
        Get = 1,

        /// <summary>A JSON body.</summary>
        Post = 2,
    }

    /// <summary>OmniSDK: what became of a callback.</summary>
    public enum CallbackReply
    {
        /// <summary>Taken.</summary>
        Accepted = 1,

        /// <summary>Came before.</summary>
        AlreadyHandled = 2,

        /// <summary>The signature did not match.</summary>
        BadSignature = 3,

        /// <summary>A fault of ours.</summary>
        Internal = 4,

        /// <summary>To be sent again.</summary>
        Resend = 5,
    }

    /// <summary>Whose status value AdaptStatus is given.</summary>
    public enum StatusSource
    {
        /// <summary>OmniSDK.</summary>
        Omnisdk = 1,

        /// <summary>TapTap.</summary>
        Taptap = 2,

        /// <summary>TapTap, age range.</summary>
        TaptapAge = 3,

        /// <summary>Huawei.</summary>
        Huawei = 4,

        /// <summary>Huawei, playable time.</summary>
        HuaweiPlayableTime = 5,

        /// <summary>vivo.</summary>
        Vivo = 6,

        /// <summary>OPPO.</summary>
        Oppo = 7,
    }

    /// <summary>How urgent a verification is.</summary>
    public enum Priority
    {
        /// <summary>A player is waiting.</summary>
        Live = 1,

        /// <summary>Existing players (存量), only from quota that live ones leave.</summary>
        Backfill = 2,
    }

    /// <summary>Whether a request without an answer reached the server.</summary>
    public enum Sent
    {
        /// <summary>It certainly never did: refused connection, unknown host.</summary>
        No = 1,

        /// <summary>It may have. When in doubt, this.</summary>
        Unknown = 2,
    }

    /// <summary>What the engine did with an answer.</summary>
    public enum Used
    {
        /// <summary>Applied.</summary>
        Now = 1,

        /// <summary>It came after its time, and was applied all the same.</summary>
        Late = 2,

        /// <summary>It brought nothing that was not known.</summary>
        Already = 3,
    }
}
