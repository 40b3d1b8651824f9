"""实名 (Shiming): the rules of China's real-name and anti-addiction system, for game servers.

Functions answer, or raise a `ShimingError` with `code_name`, `field` and `detail`; the message never quotes an argument. What is of a
wrong type raises TypeError before anything is called, which does not either. Times are whole milliseconds, if nothing else is said.
"""

import sys as _sys

from . import _codec, _errors, _generated, _guard
from ._codes import ErrorCode
from ._engine import Engine, Json, clocks
from ._generated import (  # noqa: E501
    AccountEffect, AccountEvent, Action, Admission, AgeRule, Answer, App, Applied, AttemptAnswer, Behavior, Code, Damage,
    Decision, Endpoint, Endpoints, ErrcodeClass, ErrcodeInfo, Event, Gate, GateDecision, Header, HttpResponse, IdKind, IdMode,
    IdRoute, Lane, NameWarning, NormalId, NormalIdHow, Now, OmniAnswer, OmniCallback, OmniForm, OmniMatch, OmniPlatform,
    OmniReply, Outcome, Param, Payment, PersonSource, PiBirth, PiShape, PlayDay, PlayWindow, Player, PlayerKind, Priority,
    ReasonText, RedactKind, ReportAnswer, Request, Row, RowOutcome, RowResult, Sent, Session, SettledRow, Share, ShimingError,
    SignExplanation, SortedParam, Stat, Stats, StatusSource, Step, TestCase, TestPreset, TestVerdict, UnreadableReason, Usage,
    Used, ValidIdNumber, ValidName, Verdict, Verifying,
    account_apply, account_load, account_new, adapt_status, age_on, ai_for_attempt, check_request, decide, decide_payment,
    decrypt_body, derive_journal_key, encrypt_body, errcode_info, error_codes, explain_sign, interface_test,
    interface_test_judge, interface_test_request, next_play_window, normalize_id, omnisdk_callback_reply,
    omnisdk_certification, omnisdk_diagnose_signature, omnisdk_exit_request, omnisdk_parse_response, omnisdk_play_request,
    omnisdk_sign, omnisdk_verify_callback, omnisdk_verify_login, parse_check, parse_query, parse_report, pi_birth_date,
    play_windows, player_network_decide, player_network_parse, query_request, reason_text, redact, report_request, sign,
    unpad_id, validate_id_number, validate_name, version,
)

_codec.install(_generated)
_errors.install(_generated)

InvalidInputError = ShimingError.InvalidInput
StateError = ShimingError.State
CryptoError = ShimingError.Crypto
RemoteError = ShimingError.Remote
InternalError = ShimingError.Internal

_guard.install(App, Engine)

__version__ = version()
__all__ = [
    "AccountEffect", "AccountEvent", "Action", "Admission", "AgeRule", "Answer", "App", "Applied", "AttemptAnswer", "Behavior",
    "Code", "CryptoError", "Damage", "Decision", "Endpoint", "Endpoints", "Engine", "ErrcodeClass", "ErrcodeInfo", "ErrorCode", "Event",
    "Gate", "GateDecision", "Header", "HttpResponse", "IdKind", "IdMode", "IdRoute", "InternalError", "InvalidInputError",
    "Json", "Lane", "NameWarning", "NormalId", "NormalIdHow", "Now", "OmniAnswer", "OmniCallback", "OmniForm", "OmniMatch",
    "OmniPlatform", "OmniReply", "Outcome", "Param", "Payment", "PersonSource", "PiBirth", "PiShape", "PlayDay", "PlayWindow",
    "Player", "PlayerKind", "Priority", "ReasonText", "RedactKind", "RemoteError", "ReportAnswer", "Request", "Row",
    "RowOutcome", "RowResult", "Sent", "Session", "SettledRow", "Share", "ShimingError", "SignExplanation", "SortedParam",
    "Stat", "StateError", "Stats", "StatusSource", "Step", "TestCase", "TestPreset", "TestVerdict", "UnreadableReason",
    "Usage", "Used", "ValidIdNumber", "ValidName", "Verdict", "Verifying", "account_apply", "account_load", "account_new",
    "adapt_status", "age_on", "ai_for_attempt", "check_request", "clocks", "decide", "decide_payment", "decrypt_body",
    "derive_journal_key", "encrypt_body", "errcode_info", "error_codes", "explain_sign", "interface_test",
    "interface_test_judge", "interface_test_request", "next_play_window", "normalize_id", "omnisdk_callback_reply",
    "omnisdk_certification", "omnisdk_diagnose_signature", "omnisdk_exit_request", "omnisdk_parse_response",
    "omnisdk_play_request", "omnisdk_sign", "omnisdk_verify_callback", "omnisdk_verify_login", "parse_check", "parse_query",
    "parse_report", "pi_birth_date", "play_windows", "player_network_decide", "player_network_parse", "query_request",
    "reason_text", "redact", "report_request", "sign", "unpad_id", "validate_id_number", "validate_name", "version",
]
_guard.install_functions(_sys.modules[__name__], __all__)
