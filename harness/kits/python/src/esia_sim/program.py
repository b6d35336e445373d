"""The two programs inside the package, and the commands `esia-sim` and `esia-harness` that become them."""

import os
import subprocess
import sys
from pathlib import Path


def program(name: str) -> Path:
    """The path of a program: in the folder that ESIA_SIM_BIN_DIR names, or in this package."""
    folder = os.environ.get("ESIA_SIM_BIN_DIR")
    path = (Path(folder) if folder else Path(__file__).parent / "bin") / name
    if not path.exists():
        raise FileNotFoundError(
            f"{path} is not there: install the wheel of esia-sim, or name a folder by ESIA_SIM_BIN_DIR"
        )
    return path


class ProgramError(Exception):
    """A program ended badly; the message is what it said."""


def run(name: str, *arguments: str | Path, text: str = "") -> str:
    """Runs a program with a text on stdin; what it prints."""
    ended = subprocess.run([program(name), *arguments], input=text.encode(), capture_output=True)
    if ended.returncode != 0:
        raise ProgramError(ended.stderr.decode(errors="replace").strip())
    return ended.stdout.decode()


def _become(name: str) -> None:
    path = program(name)
    os.execv(path, [str(path), *sys.argv[1:]])


def idp() -> None:
    """The command `esia-sim`: the simulated provider."""
    _become("esia-idp")


def harness() -> None:
    """The command `esia-harness`: tests of a relying party."""
    _become("esia-harness")
