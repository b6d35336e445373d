"""Puts the programs and the generated client of the control API into the wheel, and names its platform.

ESIA_SIM_BIN_DIR names the folder of the programs; `target/release` of the checkout when it is not set.
"""

import os
import platform
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PROGRAMS = ("esia-idp", "esia-harness")


class Programs(BuildHookInterface):  # type: ignore[type-arg]
    """The hook that hatchling runs before it packs a wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Makes what is not tracked, and tells hatchling that the wheel is for one platform."""
        package = Path(self.root, "src/esia_sim")
        checkout = Path(self.root, "../../..").resolve()
        glibc = copy_programs(Path(os.environ.get("ESIA_SIM_BIN_DIR", checkout / "target/release")), package / "bin")
        generate(checkout / "docs/CONTROL.openapi.json", Path(self.root, "generator.yml"), package / "control")
        build_data["pure_python"] = False
        build_data["tag"] = f"py3-none-{platform_tag(glibc)}"


def copy_programs(source: Path, target: Path) -> int:
    """Copies the programs without their debug information; the newest glibc 2.x they ask for, 0 for static ones."""
    target.mkdir(exist_ok=True)
    newest = 0
    for name in PROGRAMS:
        program = target / name
        if not (source / name).exists():
            raise SystemExit(
                f"{source / name} is not there: run `make release`, or name the folder by ESIA_SIM_BIN_DIR"
            )
        program.unlink(missing_ok=True)
        if shutil.which("strip"):
            subprocess.run(["strip", "-o", program, source / name], check=True)
        else:
            shutil.copyfile(source / name, program)
        program.chmod(0o755)
        versions = re.findall(rb"GLIBC_2\.(\d+)", program.read_bytes())
        newest = max([newest, *map(int, versions)])
    return newest


def platform_tag(glibc: int) -> str:
    """The tag by which pip knows where the programs run."""
    machine = platform.machine()
    return f"manylinux_2_{glibc}_{machine}" if glibc else f"manylinux_2_17_{machine}.musllinux_1_1_{machine}"


def generate(document: Path, config: Path, target: Path) -> None:
    """Makes the typed client out of the document of the control API."""
    shutil.rmtree(target, ignore_errors=True)
    # The generator formats what it makes with the `ruff` of its own installation.
    beside = [str(Path(sys.executable).parent), *os.environ.get("PATH", "").split(os.pathsep)]
    command = [sys.executable, "-m", "openapi_python_client", "generate", "--meta", "none", "--path", str(document)]
    environment = os.environ | {"PATH": os.pathsep.join(beside)}
    subprocess.run([*command, "--config", str(config), "--output-path", str(target)], check=True, env=environment)
    (target / "py.typed").touch()
