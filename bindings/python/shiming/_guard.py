"""Arguments of wrong types. The generated module raises TypeError, ValueError, AttributeError and others for them, and some quote the
value, which may be a name or a number of a person. Here each becomes a TypeError that names the function and the argument only."""

import ctypes
import functools
import inspect
import struct
import typing
from typing import Any, Callable, TypeVar, cast

_Function = TypeVar("_Function", bound=Callable[..., Any])
_WRONG = (TypeError, ValueError, AttributeError, LookupError, ArithmeticError, struct.error, ctypes.ArgumentError)


def _fits(value: object, hint: Any) -> bool:
    if hint is Any:
        return True
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Union:
        return any(_fits(value, one) for one in inner)
    if origin is list:
        return isinstance(value, list) and all(_fits(one, inner[0]) for one in value)
    kind = origin or hint
    if kind is int:
        return isinstance(value, int) and -(1 << 63) <= value < 1 << 63
    return not isinstance(kind, type) or isinstance(value, kind)


def _wrong(function: Callable[..., Any], arguments: "tuple[Any, ...]", named: "dict[str, Any]") -> str:
    """What is wrong with a call: never a value."""
    try:
        bound = inspect.signature(function).bind(*arguments, **named).arguments
    except TypeError:
        return "arguments are missing, or there are too many"
    try:
        hints = typing.get_type_hints(function)
        for name, value in bound.items():
            if name in hints and not _fits(value, hints[name]):
                return f"{name} is of a wrong type, or out of range"
    except Exception:
        pass
    return "a member of an argument is of a wrong type, or out of range"


def checked(function: _Function) -> _Function:
    """The function, with TypeError for whatever is of a wrong type."""

    @functools.wraps(function)
    def call(*arguments: Any, **named: Any) -> Any:
        try:
            return function(*arguments, **named)
        except _WRONG:
            pass
        # Not while the other exception is handled, which would hang on to this one.
        raise TypeError(f"{function.__qualname__}: {_wrong(function, arguments, named)}")

    return cast(_Function, call)


def install(*classes: Any) -> None:
    """Does it to all methods of these classes, also to those that they inherit."""
    for one in classes:
        for name in dir(one):
            member = inspect.getattr_static(one, name)
            if name.startswith("_") and name != "__init__":
                continue
            if isinstance(member, classmethod):
                setattr(one, name, classmethod(checked(member.__func__)))
            elif inspect.isfunction(member):
                setattr(one, name, checked(member))


def install_functions(module: Any, names: "list[str]") -> None:
    """Does it to all functions among these names of a module."""
    for name in names:
        if inspect.isfunction(getattr(module, name, None)):
            setattr(module, name, checked(getattr(module, name)))
