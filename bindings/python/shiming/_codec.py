"""How values cross, faster than the generated module does it by itself.

UniFFI's Python writes every integer of every record across the boundary, at ten times the cost of the call. Here a value is put
together as Python's own bytes and crosses once. The layout is the generated module's; the tests call every operation both ways.
"""

import ctypes
from struct import Struct
from typing import Any

_I8, _U8, _I32, _I64, _U64 = Struct(">b"), Struct(">B"), Struct(">i"), Struct(">q"), Struct(">Q")
_NOW, _LIMIT, _ACCOUNT = Struct(">qq"), 1 << 63, _I32.pack(1)
_BYTES = [_U8.pack(n) for n in range(256)]


class _Foreign(ctypes.Structure):
    _fields_ = [("len", ctypes.c_int32), ("data", ctypes.c_char_p)]


class _Builder:
    """Puts one value together; a context, because that is how the generated module uses it."""

    __slots__ = ("write", "_parts")

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self.write = self._parts.append

    def __enter__(self) -> "_Builder":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def write_u8(self, number: int) -> None:
        self.write(_BYTES[number])

    def write_i32(self, number: int) -> None:
        self.write(_I32.pack(number))

    def write_i64(self, number: int) -> None:
        self.write(_I64.pack(number))

    def write_u64(self, number: int) -> None:
        self.write(_U64.pack(number))


class _Stream:
    """Reads one value; likewise a context."""

    __slots__ = ("_bytes", "_at")

    def __init__(self, data: bytes) -> None:
        self._bytes, self._at = data, 0

    def __enter__(self) -> "_Stream":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def read(self, size: int) -> bytes:
        at = self._at
        self._at = end = at + size
        if end > len(self._bytes):
            raise ValueError("the answer is torn: the module and the library are of different versions")
        return self._bytes[at:end]

    def remaining(self) -> int:
        return len(self._bytes) - self._at

    def read_u8(self) -> int:
        return self.read(1)[0]

    def read_i32(self) -> int:
        return _I32.unpack(self.read(4))[0]  # type: ignore[no-any-return]

    def read_u64(self) -> int:
        return _U64.unpack(self.read(8))[0]  # type: ignore[no-any-return]

    def read_i64(self) -> int:
        return _I64.unpack(self.read(8))[0]  # type: ignore[no-any-return]


def install(module: Any) -> None:
    """Gives the generated module these in place of its own."""
    library, Status, check = module._UniffiLib, module._UniffiRustCallStatus, module._uniffi_check_call_status
    Buffer = module._UniffiRustBuffer
    byref, string_at = ctypes.byref, ctypes.string_at
    # Function objects of our own: those of the generated module take other types.
    from_bytes = library["ffi_shiming_uniffi_rustbuffer_from_bytes"]
    from_bytes.argtypes, from_bytes.restype = (_Foreign, ctypes.POINTER(Status)), Buffer
    free = library.ffi_shiming_uniffi_rustbuffer_free

    def consume(buffer: Any) -> _Stream:
        data = string_at(buffer.data, buffer.len) if buffer.len else b""
        free(buffer, byref(Status()))
        return _Stream(data)

    def call(error_converter: Any, function: Any, *arguments: Any) -> Any:
        status = Status()
        result = function(*arguments, byref(status))
        if status.code:
            check(error_converter, status)
        return result

    def lowered(data: bytes) -> Any:
        status = Status()
        buffer = from_bytes(_Foreign(len(data), data), byref(status))
        if status.code:
            check(None, status)
        return buffer

    def finalize(builder: _Builder) -> Any:
        return lowered(b"".join(builder._parts))

    # What every login and logout passes, without a step between.
    def lower_text(text: str) -> Any:
        data = text.encode("utf-8", "surrogatepass")
        return lowered(_I32.pack(len(data)) + data)

    def lower_now(now: Any) -> Any:
        return lowered(_NOW.pack(now.unix, now.mono))

    def check_now(now: Any) -> None:
        if not (type(now) is Now and type(now.unix) is type(now.mono) is int and -_LIMIT <= now.unix < _LIMIT and -_LIMIT <= now.mono < _LIMIT):
            check_any_now(now)

    def lower_usage(usage: Any) -> Any:
        return lowered(_BYTES[0]) if usage is None else lower_any_usage(usage)

    def lower_player(player: Any) -> Any:
        if type(player) is not Account:
            return lower_any_player(player)
        account, state = player.account.encode("utf-8", "surrogatepass"), player.state.encode("utf-8", "surrogatepass")
        return lowered(b"".join((_ACCOUNT, _I32.pack(len(account)), account, _I32.pack(len(state)), state)))

    def check_player(player: Any) -> None:
        if not (type(player) is Account and type(player.account) is type(player.state) is str):
            check_any_player(player)

    def lift_admission(buffer: Any) -> Any:
        data = string_at(buffer.data, buffer.len)
        free(buffer, byref(Status()))
        at = 6 + _I32.unpack_from(data, 2)[0]
        end = at + 4 + _I32.unpack_from(data, at)[0]
        until = _I64.unpack_from(data, end + 1)[0] if data[end] else None
        return Admission(
            allowed=data[0] != 0, reported=data[1] != 0, reason=data[6:at].decode(), rule_id=data[at + 4:end].decode(), valid_until=until
        )

    Now, Account, Admission = module.Now, module.Player.ACCOUNT, module.Admission
    text, times = module._UniffiFfiConverterTypeText, module._UniffiFfiConverterTypeNow
    players, usages = module._UniffiFfiConverterTypePlayer, module._UniffiFfiConverterOptionalTypeUsage
    check_any_now, check_any_player = times.check_lower, players.check_lower
    lower_any_player, lower_any_usage = players.lower, usages.lower
    text.lower, times.lower, usages.lower, players.lower = map(staticmethod, (lower_text, lower_now, lower_usage, lower_player))
    times.check_lower, players.check_lower = staticmethod(check_now), staticmethod(check_player)
    module._UniffiFfiConverterTypeAdmission.lift = staticmethod(lift_admission)
    setattr(_Builder, "finalize", finalize)
    Buffer.alloc_with_builder = staticmethod(_Builder)
    Buffer.consume_with_stream = consume
    module._uniffi_rust_call_with_error = call
    module._uniffi_rust_call = lambda function, *arguments: call(None, function, *arguments)
