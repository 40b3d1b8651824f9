"""What the generated errors lack: a message for people, and panics that are errors like any other."""

from typing import Any


def install(module: Any) -> None:
    """Completes the errors of the generated module."""
    error = module.ShimingError

    def show(self: Any) -> str:
        reason = f" ({self.reason})" if self.reason else ""
        place = f" in {self.field}" if self.field else ""
        return f"{self.code_name}{reason}{place}: {self.detail}"

    error.__str__ = show
    for kind in (error.InvalidInput, error.State, error.Crypto, error.Remote, error.Internal):
        kind.__repr__ = lambda self: f"{type(self).__qualname__}({self})"

    def panicked(message: str = "") -> Any:
        # The message may quote what the panic was about.
        detail = "this library panicked, a defect: report it, with the version"
        return error.Internal(901, "panic", detail, None, None, None)

    module.InternalError = panicked
