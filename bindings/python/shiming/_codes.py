"""The numbers of errors."""

import enum


class ErrorCode(enum.IntEnum):
    """The numbers of errors, for `ShimingError.code`. They are the same in every language and never change their meaning. 1 to 99: the call is
    wrong; 100 to 199: the state forbids it; 200 to 299: cryptography; 900 and above: a defect of the library."""

    BAD_CALL = 1
    """The line is not a call of the pipe protocol."""
    UNKNOWN_OP = 2
    """No such operation."""
    UNSUPPORTED_PROTOCOL = 3
    """Another version of the pipe protocol."""
    INVALID_TEXT = 4
    """Text that is not valid UTF-8."""
    INVALID_PARAMETER = 5
    """An argument is out of range or of no known kind."""
    INVALID_CONFIG = 6
    """Configuration that does not fit its schema."""
    INVALID_SHARE = 7
    """A share of the quota that makes no sense."""
    BAD_TIME = 8
    """A time outside 2020-2100."""
    INVALID_URL = 9
    """An endpoint that is no plain http(s) URL."""
    UNKNOWN_CASE = 10
    """The official interface test has eight cases."""
    INVALID_NONCE = 11
    """A nonce that is not 12 bytes."""
    INVALID_KEY = 12
    """A secret key that is not 32 hex digits, or a server key of OmniSDK that is empty or badly copied."""
    INVALID_BODY = 13
    """A body that is not an encrypted envelope."""
    INVALID_AI = 14
    """An `ai` the authority would refuse."""
    INVALID_SI = 15
    """An `si` the authority would refuse."""
    INVALID_DI = 16
    """A `di` the authority would refuse."""
    INVALID_PI = 17
    """A `pi` that cannot be one."""
    INVALID_NAME = 18
    """A name the authority would refuse."""
    INVALID_ID_NUMBER = 19
    """An ID number the authority would refuse."""
    INVALID_ID = 20
    """An identifier that cannot be normalised or unpadded."""
    INVALID_ROWS = 21
    """Rows that cannot be reported."""
    INVALID_STATE = 22
    """A state that is not one of ours."""
    INVALID_PROFILE = 23
    """A profile with an unknown base or option."""
    INVALID_CALENDAR = 24
    """A calendar that contradicts itself."""
    INVALID_AMOUNT = 25
    """An amount of money that makes no sense."""
    WEAK_ENTROPY = 26
    """Entropy that is plainly not random."""
    INVALID_SIGNATURE = 27
    """A signature that does not match."""
    INVALID_CALLBACK = 28
    """A message of OmniSDK or Player Network that cannot be read, or says nothing usable."""
    UNKNOWN_GAME = 100
    """The engine knows no such game."""
    UNKNOWN_SESSION = 101
    """The engine knows no such session."""
    SESSION_OVER = 102
    """The session ended already."""
    UNKNOWN_SEND = 103
    """No such request is in flight."""
    JOURNAL_BACKLOG = 104
    """Too much is waiting for the disk."""
    JOURNAL_DAMAGED = 105
    """The journal is damaged in the middle."""
    JOURNAL_NEWER = 106
    """The journal was written by a newer version."""
    JOURNAL_KEY_UNKNOWN = 107
    """None of the journal keys opens this journal."""
    FORKED = 108
    """The engine crossed a fork."""
    POISONED = 190
    """An earlier call panicked inside this engine: close it, open a new one, load the journal."""
    CLOSED = 191
    """The engine or the app was closed."""
    DECRYPT_FAILED = 200
    """The tag does not match: wrong key, or the body was changed."""
    INTERNAL = 900
    """A defect of this library."""
    PANIC = 901
    """A defect of this library was caught: report it with its version. The engine it happened in is poisoned."""
