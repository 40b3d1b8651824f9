package io.github.shiming

/**
 * The numbers of errors, for [ErrorInfo.code] and `when`. They are the same in every language and never change their meaning. 1 to 99: the call is
 * wrong; 100 to 199: the state forbids it; 200 to 299: cryptography; 900 and above: a defect of the library.
 */
public object ErrorCode {
    /** The line is not a call of the pipe protocol. */
    public const val BAD_CALL: Int = 1

    /** No such operation. */
    public const val UNKNOWN_OP: Int = 2

    /** Another version of the pipe protocol. */
    public const val UNSUPPORTED_PROTOCOL: Int = 3

    /** Text that is not valid UTF-8. */
    public const val INVALID_TEXT: Int = 4

    /** An argument is out of range or of no known kind. */
    public const val INVALID_PARAMETER: Int = 5

    /** Configuration that does not fit its schema. */
    public const val INVALID_CONFIG: Int = 6

    /** A share of the quota that makes no sense. */
    public const val INVALID_SHARE: Int = 7

    /** A time outside 2020-2100. */
    public const val BAD_TIME: Int = 8

    /** An endpoint that is no plain http(s) URL. */
    public const val INVALID_URL: Int = 9

    /** The official interface test has eight cases. */
    public const val UNKNOWN_CASE: Int = 10

    /** A nonce that is not 12 bytes. */
    public const val INVALID_NONCE: Int = 11

    /** A secret key that is not 32 hex digits, or a server key of OmniSDK that is empty or badly copied. */
    public const val INVALID_KEY: Int = 12

    /** A body that is not an encrypted envelope. */
    public const val INVALID_BODY: Int = 13

    /** An `ai` the authority would refuse. */
    public const val INVALID_AI: Int = 14

    /** An `si` the authority would refuse. */
    public const val INVALID_SI: Int = 15

    /** A `di` the authority would refuse. */
    public const val INVALID_DI: Int = 16

    /** A `pi` that cannot be one. */
    public const val INVALID_PI: Int = 17

    /** A name the authority would refuse. */
    public const val INVALID_NAME: Int = 18

    /** An ID number the authority would refuse. */
    public const val INVALID_ID_NUMBER: Int = 19

    /** An identifier that cannot be normalised or unpadded. */
    public const val INVALID_ID: Int = 20

    /** Rows that cannot be reported. */
    public const val INVALID_ROWS: Int = 21

    /** A state that is not one of ours. */
    public const val INVALID_STATE: Int = 22

    /** A profile with an unknown base or option. */
    public const val INVALID_PROFILE: Int = 23

    /** A calendar that contradicts itself. */
    public const val INVALID_CALENDAR: Int = 24

    /** An amount of money that makes no sense. */
    public const val INVALID_AMOUNT: Int = 25

    /** Entropy that is plainly not random. */
    public const val WEAK_ENTROPY: Int = 26

    /** A signature that does not match. */
    public const val INVALID_SIGNATURE: Int = 27

    /** A message of OmniSDK or Player Network that cannot be read, or says nothing usable. */
    public const val INVALID_CALLBACK: Int = 28

    /** The engine knows no such game. */
    public const val UNKNOWN_GAME: Int = 100

    /** The engine knows no such session. */
    public const val UNKNOWN_SESSION: Int = 101

    /** The session ended already. */
    public const val SESSION_OVER: Int = 102

    /** No such request is in flight. */
    public const val UNKNOWN_SEND: Int = 103

    /** Too much is waiting for the disk. */
    public const val JOURNAL_BACKLOG: Int = 104

    /** The journal is damaged in the middle. */
    public const val JOURNAL_DAMAGED: Int = 105

    /** The journal was written by a newer version. */
    public const val JOURNAL_NEWER: Int = 106

    /** None of the journal keys opens this journal. */
    public const val JOURNAL_KEY_UNKNOWN: Int = 107

    /** The engine crossed a fork. */
    public const val FORKED: Int = 108

    /** An earlier call panicked inside this engine: close it, open a new one, load the journal. */
    public const val POISONED: Int = 190

    /** The engine or the app was closed. */
    public const val CLOSED: Int = 191

    /** The tag does not match: wrong key, or the body was changed. */
    public const val DECRYPT_FAILED: Int = 200

    /** A defect of this library. */
    public const val INTERNAL: Int = 900

    /** A defect of this library was caught: report it with its version. The engine it happened in is poisoned. */
    public const val PANIC: Int = 901
}
