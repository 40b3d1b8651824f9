"""Puts the library and the stub of the generated module into the wheel, and the platform into its name.

SHIMING_LIBRARY: a built library to take, else cargo builds it. SHIMING_PLATFORM: the wheel's platform, such as
manylinux_2_17_x86_64 for a library that was built for it; else this machine's.
"""

import json
import os
import pathlib
import subprocess
import sys
import sysconfig
import tempfile
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from stubs import stubs  # noqa: E402


class Library(BuildHookInterface):  # type: ignore[type-arg]
    """What hatchling calls."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Before the wheel is packed."""
        crate = pathlib.Path(self.root).parent / "uniffi"
        generated = (crate / "generated/python/shiming_uniffi.py").read_text("utf-8")
        self._folder = tempfile.TemporaryDirectory()
        stub = pathlib.Path(self._folder.name) / "_generated.pyi"
        stub.write_text(stubs(generated), "utf-8")
        library = pathlib.Path(os.environ.get("SHIMING_LIBRARY") or build(crate))
        platform = os.environ.get("SHIMING_PLATFORM") or sysconfig.get_platform().replace("-", "_").replace(".", "_")
        build_data["pure_python"] = False
        # The library speaks C: no version of Python matters to it.
        build_data["tag"] = f"py3-none-{platform}"
        build_data["force_include"].update({str(stub): "shiming/_generated.pyi", str(library): f"shiming/{library.name}"})

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """After it."""
        self._folder.cleanup()


def build(crate: pathlib.Path) -> str:
    """The release library of this machine. Stripped: the description for generators in it is half of its size."""
    environment = {**os.environ, "CARGO_PROFILE_RELEASE_STRIP": "symbols"}
    built = subprocess.run(
        ["cargo", "build", "--release", "--lib", "--message-format=json"],
        cwd=crate, env=environment, stdout=subprocess.PIPE, check=True, text=True,
    )
    messages = [json.loads(line) for line in built.stdout.splitlines() if line.startswith("{")]
    files = [file for one in messages if one.get("target", {}).get("name") == "shiming_uniffi" for file in one.get("filenames", [])]
    return next(file for file in files if file.endswith((".so", ".dylib", ".dll")))
