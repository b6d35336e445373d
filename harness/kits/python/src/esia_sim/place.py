"""What browsers and relying parties of a test need of a realm: its addresses, messages, clock, faults and journal."""

from __future__ import annotations

import ssl
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx

from esia_sim.control.api.clock import advance_clock, set_clock, show_clock
from esia_sim.control.api.faults import arm_fault, clear_faults
from esia_sim.control.api.journal import read_journal
from esia_sim.control.api.outbox import read_outbox
from esia_sim.control.client import Client as Control
from esia_sim.control.models import (
    ArmedFault,
    ArmedFaults,
    Channel,
    Clock,
    ClockAdvance,
    FaultName,
    Journal,
    JournalEntry,
    Message,
    MovedClock,
    Outbox,
)
from esia_sim.control.models import Realm as RealmFacts
from esia_sim.control.types import UNSET
from esia_sim.problem import answered, done

# The server waits for at most a minute; one call for longer than that is made of several.
_WAIT_S_MAX = 30.0


class OutboxOfRealm:
    """SMS, mail and letters of a realm: nothing is sent."""

    def __init__(self, control: Control) -> None:
        self._control = control
        self._taken: dict[tuple[str, str | None], int] = {}

    def messages(self, to: str | None = None, kind: Channel | None = None, after: int | None = None) -> list[Message]:
        """The messages to a phone, an address or, for letters, a SNILS; oldest first."""
        return self._messages(to, kind, after)

    def _messages(
        self, to: str | None, kind: Channel | None, after: int | None, wait_s: float | None = None
    ) -> list[Message]:
        to = to.replace("(", "").replace(")", "") if to else None
        answer = read_outbox.sync(
            client=self._control,
            to=UNSET if to is None else to,
            kind=UNSET if kind is None else kind,
            after=UNSET if after is None else after,
            wait=UNSET if wait_s is None else f"PT{min(max(wait_s, 0), _WAIT_S_MAX):.3f}S",
        )
        return answered(Outbox, answer).messages

    def wait(self, to: str, kind: Channel | None = None, timeout: float = 10) -> Message:
        """The next message to somebody, as soon as it is there.

        Of two calls, the second waits for a message behind that of the first.
        """
        deadline = time.monotonic() + timeout
        after = self._taken.get((to, kind), 0)
        while not (found := self._messages(to, kind, after, deadline - time.monotonic())):
            if time.monotonic() >= deadline:
                raise TimeoutError(f"no {kind or 'message'} to {to} behind number {after} within {timeout} s")
        self._taken[to, kind] = found[0].id
        return found[0]


class ClockOfRealm:
    """The clock of a realm."""

    def __init__(self, control: Control) -> None:
        self._control = control

    def now(self) -> datetime:
        """What it shows."""
        shown = answered(Clock, show_clock.sync(client=self._control)).now
        assert isinstance(shown, str)
        return datetime.fromisoformat(shown)

    def freeze(self, at: str | datetime | None = None) -> None:
        """Makes it stand still, at a moment or where it is."""
        moment = self.now() if at is None else at
        text = moment if isinstance(moment, str) else moment.isoformat()
        done(set_clock.sync(client=self._control, body=Clock(mode="frozen", now=text)))

    def follow_machine(self) -> None:
        """Gives it back to the machine's time."""
        done(set_clock.sync(client=self._control, body=Clock(mode="system")))

    def advance(self, by: str | timedelta) -> MovedClock:
        """Moves it forward; what falls due on the way happens. `by` is an ISO 8601 duration, or a timedelta."""
        text = by if isinstance(by, str) else f"PT{by.total_seconds():.3f}S"
        return answered(MovedClock, advance_clock.sync(client=self._control, body=ClockAdvance(by=text)))


class FaultsOfRealm:
    """Lies and failures that the provider commits by order."""

    def __init__(self, control: Control) -> None:
        self._control = control

    def arm(self, fault: FaultName | ArmedFault, times: int | None = None) -> ArmedFaults:
        """Arms a fault by its name, or with all its particulars."""
        order = fault if isinstance(fault, ArmedFault) else ArmedFault(fault=fault, times=times)
        return answered(ArmedFaults, arm_fault.sync(client=self._control, body=order))

    def clear(self) -> None:
        """Disarms all."""
        done(clear_faults.sync(client=self._control))


class Place:
    """A realm as those see it who sign in at it. `control` is its typed control API."""

    def __init__(self, facts: RealmFacts, ca_file: Path | None) -> None:
        self.name = facts.realm
        self.base_url = facts.own_url if isinstance(facts.own_url, str) else facts.base_url
        # The authority that HTTPS clients have to trust; none over plain HTTP.
        self.ca_file = ca_file
        self.control = Control(base_url=facts.control_url, verify_ssl=str(ca_file or "") or True)
        self.outbox = OutboxOfRealm(self.control)
        self.clock = ClockOfRealm(self.control)
        self.faults = FaultsOfRealm(self.control)

    def http(self) -> httpx.Client:
        """An HTTP client with cookies of its own that trusts the server and follows no redirect."""
        trust = ssl.create_default_context(cafile=str(self.ca_file)) if self.ca_file else True
        # A proxy of the environment is not for a server on this machine.
        return httpx.Client(verify=trust, trust_env=False)

    def refusals(self) -> list[JournalEntry]:
        """What the journal says of refused requests: the reason, and how to mend it."""
        return answered(Journal, read_journal.sync(client=self.control, outcome="refused")).entries

    def timestamp(self) -> str:
        """The time of the realm's clock as requests carry it."""
        return self.clock.now().astimezone(UTC).strftime("%Y.%m.%d %H:%M:%S +0000")
