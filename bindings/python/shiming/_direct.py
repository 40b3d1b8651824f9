"""Login, heartbeat and logout by the library's flat call: all arguments in one buffer, one crossing. By UniFFI's way a login is seven.

The layout is that of `bindings/uniffi/src/direct`: little-endian, texts behind their length, -1 for an absent one.
"""

import ctypes
from struct import Struct, error
from typing import Any, List, Optional

from . import _generated
from ._generated import Admission, Now, Player, ShimingError, Usage

LOGIN, HEARTBEAT, LOGOUT = 1, 2, 3
_ERROR = -1
#: The least that the library takes: every answer of these calls fits.
_CAPACITY = 4096

_LENGTH, _LONG = Struct("<i"), Struct("<q")
_LOGIN, _PLAY = Struct("<qqBqqi"), Struct("<qqi")
_KINDS = (ShimingError.InvalidInput, ShimingError.State, ShimingError.Crypto, ShimingError.Remote, ShimingError.Internal)

_module: Any = _generated
_call: Any = _module._UniffiLib["shiming_uniffi_call"]
_call.argtypes = (ctypes.c_int64, ctypes.c_int32, ctypes.c_int64, ctypes.c_int64, ctypes.c_int64)
_call.restype = ctypes.c_int64
# Buffers that nobody uses. Not one for each thread: a signal's handler or a finalizer may call while its own thread is in a call.
_free: "List[Any]" = []


def token(engine: _generated.Engine) -> int:
    """The number of an engine for this module."""
    handle = engine._uniffi_clone_handle()  # type: ignore[attr-defined]
    number: int = _module._uniffi_rust_call(_module._UniffiLib.uniffi_shiming_uniffi_fn_method_engine_token, handle)
    return number


def _exchange(token: int, op: int, arguments: bytes) -> bytes:
    length = len(arguments)
    if length > _CAPACITY:
        buffer: Any = ctypes.create_string_buffer(length)
    else:
        try:
            buffer = _free.pop()
        except IndexError:
            buffer = ctypes.create_string_buffer(_CAPACITY)
    address = ctypes.addressof(buffer)
    ctypes.memmove(address, arguments, length)
    answered = _call(token, op, address, length, max(length, _CAPACITY))
    answer = ctypes.string_at(address, answered if answered >= 0 else max(length, _CAPACITY))
    if length <= _CAPACITY:
        _free.append(buffer)
    if answered >= 0:
        return answer
    if answered == _ERROR:
        raise _error(answer)
    raise ShimingError.Internal(900, "internal", "an answer was longer than its buffer, a defect: report it", None, None, None)


def _error(data: bytes) -> ShimingError:
    at = 9

    def text() -> Optional[str]:
        nonlocal at
        length = _LENGTH.unpack_from(data, at)[0]
        at += 4
        if length < 0:
            return None
        at += length
        return data[at - length:at].decode()

    name, detail, field, reason = text() or "", text() or "", text(), text()
    errcode = _LONG.unpack_from(data, at + 1)[0] if data[at] else None
    return _KINDS[data[0]](_LONG.unpack_from(data, 1)[0], name, detail, field, reason, errcode)


def _bytes(text: str) -> bytes:
    # What is no Unicode becomes bytes that are no UTF-8, and the library names the argument.
    return text.encode("utf-8", "surrogatepass")


def login(token: int, game: str, session: str, player: Player, usage: Optional[Usage], now: Now) -> Admission:
    """`Engine.login`."""
    if isinstance(player, Player.ACCOUNT):
        account, state = _bytes(player.account), _bytes(player.state)
        known = len(account)
    elif isinstance(player, Player.GUEST):
        account, state, known = b"", _bytes(player.di), -1
    else:
        raise TypeError(f"pass a Player, not {type(player).__name__}")
    counted, played, used = (0, 0, 0) if usage is None else (1, usage.played_today_s, usage.guest_used_s)
    place, name, pack = _bytes(game), _bytes(session), _LENGTH.pack
    try:
        head = _LOGIN.pack(now.unix, now.mono, counted, played, used, known)
    except error:
        raise ValueError("times and seconds are integers of 64 bits") from None
    data = _exchange(token, LOGIN, b"".join((head, account, pack(len(state)), state, pack(len(place)), place, pack(len(name)), name)))
    end = 14 + _LENGTH.unpack_from(data, 10)[0]
    return Admission(
        allowed=data[0] & 1 != 0, reported=data[0] & 2 != 0, reason=data[14:end].decode(), rule_id=data[end + 4:].decode(),
        valid_until=_LONG.unpack_from(data, 2)[0] if data[1] else None,
    )


def play(token: int, op: int, game: str, session: str, now: Now) -> None:
    """`Engine.heartbeat` and `Engine.logout`."""
    place, name = _bytes(game), _bytes(session)
    try:
        head = _PLAY.pack(now.unix, now.mono, len(place))
    except error:
        raise ValueError("times are integers of 64 bits") from None
    _exchange(token, op, b"".join((head, place, _LENGTH.pack(len(name)), name)))
