"""A realm as a test uses it: people, relying parties, messages, clock, faults, journal, sign-ins."""

from __future__ import annotations

import ssl
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

import httpx

from esia_sim.browser import Browser, Way
from esia_sim.client import Client, SignedIn
from esia_sim.control.api.clients import register_client
from esia_sim.control.api.clock import advance_clock, set_clock, show_clock
from esia_sim.control.api.faults import arm_fault, clear_faults
from esia_sim.control.api.journal import read_journal
from esia_sim.control.api.outbox import read_outbox
from esia_sim.control.api.people import make_person
from esia_sim.control.api.realms import remove_realm
from esia_sim.control.client import Client as Control
from esia_sim.control.models import (
    ArmedFault,
    ArmedFaults,
    Channel,
    Clock,
    ClockAdvance,
    FaultName,
    Gender,
    Journal,
    JournalEntry,
    Level,
    Message,
    MovedClock,
    Outbox,
    Person,
    PersonForm,
    RelyingParty,
)
from esia_sim.control.models import Realm as RealmFacts
from esia_sim.control.types import UNSET
from esia_sim.keys import Algorithm, Keys
from esia_sim.problem import answered, done

if TYPE_CHECKING:
    from esia_sim.server import Server

REDIRECT_URI = "http://127.0.0.1/back"


class Known(TypedDict, total=False):
    """What is often said of a person to make."""

    level: Level
    last_name: str
    first_name: str
    middle_name: str
    birth_date: str
    gender: Gender
    snils: str
    inn: str
    mobile: str
    email: str
    password: str


class OutboxOfRealm:
    """SMS, mail and letters of a realm: nothing is sent."""

    def __init__(self, control: Control) -> None:
        self._control = control
        self._taken: dict[tuple[str, str | None], int] = {}

    def messages(self, to: str | None = None, kind: Channel | None = None, after: int | None = None) -> list[Message]:
        """The messages to a phone, an address or, for letters, a SNILS; oldest first."""
        to = to.replace("(", "").replace(")", "") if to else None
        answer = read_outbox.sync(
            client=self._control,
            to=UNSET if to is None else to,
            kind=UNSET if kind is None else kind,
            after=UNSET if after is None else after,
        )
        return answered(Outbox, answer).messages

    def wait(self, to: str, kind: Channel | None = None, timeout: float = 10) -> Message:
        """The next message to somebody: of two calls, the second waits for a message behind that of the first."""
        deadline = time.monotonic() + timeout
        after = self._taken.get((to, kind), 0)
        while not (found := self.messages(to, kind, after)):
            if time.monotonic() > deadline:
                raise TimeoutError(f"no {kind or 'message'} to {to} behind number {after} within {timeout} s")
            time.sleep(0.02)
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


class Realm:
    """A whole provider: accounts, relying parties, clock, outbox, journal. `control` is its typed control API."""

    def __init__(self, server: Server, facts: RealmFacts) -> None:
        self.server = server
        self.name = facts.realm
        self.base_url = facts.own_url if isinstance(facts.own_url, str) else facts.base_url
        self.control = Control(base_url=facts.control_url, verify_ssl=str(server.ca_file or "") or True)
        self.outbox = OutboxOfRealm(self.control)
        self.clock = ClockOfRealm(self.control)
        self.faults = FaultsOfRealm(self.control)
        self._clients = 0

    @property
    def ca_file(self) -> Path | None:
        """The authority that HTTPS clients have to trust; none over plain HTTP."""
        return self.server.ca_file

    def http(self) -> httpx.Client:
        """An HTTP client with cookies of its own that trusts the server and follows no redirect."""
        trust = ssl.create_default_context(cafile=str(self.ca_file)) if self.ca_file else True
        # A proxy of the environment is not for a server on this machine.
        return httpx.Client(verify=trust, trust_env=False)

    def person(self, form: PersonForm | None = None, **known: Unpack[Known]) -> Person:
        """Makes a person, a confirmed one if not told otherwise; what is left out is made up and fits together."""
        if unknown := [name for name in known if name not in Known.__annotations__]:
            raise TypeError(f"person() takes no {unknown[0]}; PersonForm has what is rarer")
        wanted = form if form is not None else PersonForm.from_dict({"level": "confirmed", **known})
        return answered(Person, make_person.sync(client=self.control, body=wanted))

    def client(
        self,
        mnemonic: str | None = None,
        *,
        scopes: Sequence[str] = ("openid", "fullname"),
        redirect_uri: str = REDIRECT_URI,
        algorithm: Algorithm = "rsa2048",
        keys: Keys | None = None,
        registration: RelyingParty | None = None,
    ) -> Client:
        """Registers a relying party that signs its requests: RSA by version 1, GOST by version 3 of the protocol.

        `registration` replaces the registration that is made of the other arguments, except for its certificate.
        """
        self._clients += 1
        mnemonic = mnemonic or f"CLIENT{self._clients}"
        keys = keys or self.server.keys(algorithm)
        party = registration or RelyingParty(
            redirect_hosts=[httpx.URL(redirect_uri).netloc.decode()], scopes=list(scopes)
        )
        party.certificates = [keys.certificate_pem]
        done(register_client.sync(mnemonic, client=self.control, body=party))
        scope = " ".join(scopes)
        return Client(self, mnemonic, keys, redirect_uri, scope, "v1" if algorithm == "rsa2048" else "v3")

    def sign_in(self, person: Person, client: Client, *, consent: bool = True, role: str = "citizen") -> SignedIn:
        """Signs a person in at a relying party by the provider's pages, and fetches the tokens."""
        request = client.authorization()
        way = self.walk(person, request.url, consent=consent, role=role)
        return client.returned(way, request)

    def walk(self, person: Person, authorize_url: str, *, consent: bool = True, role: str = "citizen") -> Way:
        """Signs a person in by the pages, from the address your application sent the browser to; the way back to it."""
        with self.http() as http:
            return Browser(self, http, person, consent=consent, role=role).walk(authorize_url)

    def refusals(self) -> list[JournalEntry]:
        """What the journal says of refused requests: the reason, and how to mend it."""
        return answered(Journal, read_journal.sync(client=self.control, outcome="refused")).entries

    def timestamp(self) -> str:
        """The time of the realm's clock as requests carry it."""
        return self.clock.now().astimezone(UTC).strftime("%Y.%m.%d %H:%M:%S +0000")

    def remove(self) -> None:
        """Drops the realm with everything in it."""
        done(remove_realm.sync(self.name, client=self.server.control))
