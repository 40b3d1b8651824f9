"""How values cross, faster than the generated module does it by itself.

UniFFI's Python writes every integer of every record across the boundary, at ten times the cost of the call. Here a value is put
together as Python's own bytes and crosses once. The layout is the generated module's.
"""

import ctypes
from struct import Struct
from typing import Any

_I8, _U8, _I32, _I64, _U64 = Struct(">b"), Struct(">B"), Struct(">i"), Struct(">q"), Struct(">Q")
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

    def finalize(builder: _Builder) -> Any:
        data = b"".join(builder._parts)
        status = Status()
        buffer = from_bytes(_Foreign(len(data), data), byref(status))
        if status.code:
            check(None, status)
        return buffer

    setattr(_Builder, "finalize", finalize)
    Buffer.alloc_with_builder = staticmethod(_Builder)
    Buffer.consume_with_stream = consume
    module._uniffi_rust_call_with_error = call
    module._uniffi_rust_call = lambda function, *arguments: call(None, function, *arguments)
