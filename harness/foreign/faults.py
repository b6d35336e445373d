"""Which planted fault is switched on: DIARY_FAULT names it, `faults.toml` lists them all.

Without the variable the diary is sound. `fault(NAME)` stands at each place where a guard can be taken away.
"""

import os
import tomllib
from pathlib import Path

ON = os.environ.get("DIARY_FAULT", "")
_LIST = Path(__file__).with_name("faults.toml")
if ON:
    KNOWN = {one["name"] for one in tomllib.loads(_LIST.read_text(encoding="utf-8"))["fault"]}
    if ON not in KNOWN:
        raise SystemExit(f"faults.toml has no fault `{ON}`")


def fault(name: str) -> bool:
    """Whether this fault is switched on."""
    return name == ON
