"""The diary's time: the machine's, or a moment that a test has set."""

import time
from datetime import UTC, datetime

from faults import fault
from settings import SETTINGS

_set_at: list[float] = []


def put(moment: str) -> None:
    """Stops the clock at a moment such as 2018-11-20T09:00:00+08:00."""
    _set_at[:] = [datetime.fromisoformat(moment).timestamp()]


def now() -> float:
    return _set_at[0] if _set_at else time.time()


def stamp() -> str:
    """The present moment as the portal's requests spell it."""
    if fault("timestamp-without-zone"):
        # The clock on the wall in Moscow, and the zone of Greenwich.
        return datetime.fromtimestamp(now() + 3 * 3600, UTC).strftime("%Y.%m.%d %H:%M:%S +0000")
    if fault("timestamp-of-twelve-hours"):
        return datetime.fromtimestamp(now(), UTC).strftime("%Y.%m.%d %I:%M:%S +0000")
    return datetime.fromtimestamp(now(), UTC).strftime("%Y.%m.%d %H:%M:%S +0000")


if SETTINGS.clock:
    put(SETTINGS.clock)
