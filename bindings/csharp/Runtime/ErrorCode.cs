namespace LibShiming
{
    /// <summary>
    /// What a call answered. 1-99: the call is wrong; 100-199: the state forbids it; 200-299: cryptography; 900 and above:
    /// a defect of the library. Numbers are the same in every language and never change their meaning.
    /// </summary>
    public enum ErrorCode
    {
        /// <summary>The line is not a call of the pipe protocol.</summary>
        BadCall = 1,

        /// <summary>No such operation.</summary>
        UnknownOp = 2,

        /// <summary>Another version of the pipe protocol.</summary>
        UnsupportedProtocol = 3,

        /// <summary>Text that is not valid UTF-8.</summary>
        InvalidText = 4,

        /// <summary>An argument is out of range or of no known kind.</summary>
        InvalidParameter = 5,

        /// <summary>Configuration that does not fit its schema.</summary>
        InvalidConfig = 6,

        /// <summary>A share of the quota that makes no sense.</summary>
        InvalidShare = 7,

        /// <summary>A time outside 2020-2100.</summary>
        BadTime = 8,

        /// <summary>An endpoint that is no plain http(s) URL.</summary>
        InvalidUrl = 9,

        /// <summary>The official interface test has eight cases.</summary>
        UnknownCase = 10,

        /// <summary>A nonce that is not 12 bytes.</summary>
        InvalidNonce = 11,

        /// <summary>A secret key that is not 32 hex digits, or a server key of OmniSDK that is empty or badly copied.</summary>
        InvalidKey = 12,

        /// <summary>A body that is not an encrypted envelope.</summary>
        InvalidBody = 13,

        /// <summary>An `ai` the authority would refuse.</summary>
        InvalidAi = 14,

        /// <summary>An `si` the authority would refuse.</summary>
        InvalidSi = 15,

        /// <summary>A `di` the authority would refuse.</summary>
        InvalidDi = 16,

        /// <summary>A `pi` that cannot be one.</summary>
        InvalidPi = 17,

        /// <summary>A name the authority would refuse.</summary>
        InvalidName = 18,

        /// <summary>An ID number the authority would refuse.</summary>
        InvalidIdNumber = 19,

        /// <summary>An identifier that cannot be normalised or unpadded.</summary>
        InvalidId = 20,

        /// <summary>Rows that cannot be reported.</summary>
        InvalidRows = 21,

        /// <summary>A state that is not one of ours.</summary>
        InvalidState = 22,

        /// <summary>A profile with an unknown base or option.</summary>
        InvalidProfile = 23,

        /// <summary>A calendar that contradicts itself.</summary>
        InvalidCalendar = 24,

        /// <summary>An amount of money that makes no sense.</summary>
        InvalidAmount = 25,

        /// <summary>Entropy that is plainly not random.</summary>
        WeakEntropy = 26,

        /// <summary>A signature that does not match.</summary>
        InvalidSignature = 27,

        /// <summary>A message of OmniSDK or Player Network that cannot be read, or says nothing usable.</summary>
        InvalidCallback = 28,

        /// <summary>A pointer is null that must not be: pass the handle, the out-parameter, or length 0.</summary>
        NullPointer = 90,

        /// <summary>The `struct_size` of a structure is not one that this version knows: set it with the structure's `..._INIT`, and compile against the header of the library that is loaded.</summary>
        Abi = 91,

        /// <summary>The engine knows no such game.</summary>
        UnknownGame = 100,

        /// <summary>The engine knows no such session.</summary>
        UnknownSession = 101,

        /// <summary>The session ended already.</summary>
        SessionOver = 102,

        /// <summary>No such request is in flight.</summary>
        UnknownSend = 103,

        /// <summary>Too much is waiting for the disk.</summary>
        JournalBacklog = 104,

        /// <summary>The journal is damaged in the middle.</summary>
        JournalDamaged = 105,

        /// <summary>The journal was written by a newer version.</summary>
        JournalNewer = 106,

        /// <summary>None of the journal keys opens this journal.</summary>
        JournalKeyUnknown = 107,

        /// <summary>The engine crossed a fork.</summary>
        Forked = 108,

        /// <summary>An earlier call panicked inside this engine: free it, open a new one, load the journal.</summary>
        Poisoned = 190,

        /// <summary>The tag does not match: wrong key, or the body was changed.</summary>
        DecryptFailed = 200,

        /// <summary>A defect of this library.</summary>
        Internal = 900,

        /// <summary>A defect of this library was caught: report it with `shiming_version()`. The engine it happened in is poisoned.</summary>
        Panic = 901,
    }
}
