"""A server of its own for tests, and its realms: it ends with the process that started it, however that ends."""

from __future__ import annotations

import itertools
import os
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self, TypedDict, Unpack

import httpx

from esia_sim.browser import Browser, Way
from esia_sim.client import Client, SignedIn
from esia_sim.control.api.clients import register_client
from esia_sim.control.api.people import make_person
from esia_sim.control.api.realms import make_realm, remove_realm
from esia_sim.control.client import Client as Control
from esia_sim.control.models import Clock, Gender, Level, NewRealm, Person, PersonForm, RelyingParty
from esia_sim.control.models import Realm as RealmFacts
from esia_sim.keys import Algorithm, Keys
from esia_sim.place import Place
from esia_sim.problem import answered, done
from esia_sim.program import program

REDIRECT_URI = "http://127.0.0.1/back"
# What `esia-idp exec` runs: it tells the variables of the server, then an empty line, and waits for the end of stdin,
# which comes with the end of the process that holds its other side. `exec` ends with it.
_TOLD = "ESIA_|(CURL_CA_BUNDLE|SSL_CERT_FILE|REQUESTS_CA_BUNDLE|NODE_EXTRA_CA_CERTS|JAVA_TOOL_OPTIONS)="
_WAIT = f"env | grep -E '^({_TOLD})'; echo; exec cat >/dev/null"


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


class StartError(Exception):
    """The server did not start; the message has what the program said."""


class Server:
    """A running simulator. `with Server.start() as server: ...`, or `close()` at the end.

    `environment` has the variables by which your application finds it, and by which clients find its authority.
    """

    def __init__(
        self,
        environment: dict[str, str],
        folder: tempfile.TemporaryDirectory[str],
        process: subprocess.Popen[str] | None = None,
    ) -> None:
        self.environment = environment
        self.base_url = environment["ESIA_BASE_URL"]
        self.control_url = environment["ESIA_CONTROL_URL"]
        ca_file = environment.get("ESIA_CA_FILE")
        self.ca_file = Path(ca_file) if ca_file else None
        self.control = Control(base_url=self.control_url, verify_ssl=ca_file or True)
        self._process = process
        self._folder = folder
        self._keys: dict[Algorithm, Keys] = {}

    @classmethod
    def start(
        cls, *, tls: bool = False, clock: str | None = None, seed: int | None = None, options: tuple[str, ...] = ()
    ) -> Self:
        """Starts a server on a free port and waits until it is ready.

        `clock` is a moment at which it stands still; further `options` are those of `esia-idp exec`.
        """
        given = {"--clock": clock, "--seed": seed}
        named = [str(part) for name, value in given.items() if value is not None for part in (name, value)]
        folder = _folder()
        command = [str(program("esia-idp")), "exec", *named, *options, *(["--tls"] if tls else [])]
        with Path(folder.name, "log").open("w") as log:
            process = subprocess.Popen(
                [*command, "--", "/bin/sh", "-c", _WAIT],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                # Ctrl-C in the terminal is for the tests, which then close the server.
                start_new_session=True,
            )
        environment = _told(process)
        if "ESIA_CONTROL_URL" not in environment:
            said = Path(folder.name, "log").read_text(errors="replace").strip()
            folder.cleanup()
            raise StartError(f"esia-idp ended with {process.wait()}: {said}")
        return cls(environment, folder, process)

    @classmethod
    def of_environment(cls) -> Self | None:
        """The server that `esia-idp exec` runs the tests beside; none when the environment names none."""
        if "ESIA_CONTROL_URL" not in os.environ:
            return None
        return cls({name: value for name, value in os.environ.items() if name.startswith("ESIA_")}, _folder())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends the server, if this process started it."""
        if (process := self._process) is not None:
            assert process.stdin is not None and process.stdout is not None
            process.stdin.close()
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.terminate()
                process.wait(timeout=10)
            process.stdout.close()
        self._folder.cleanup()

    def keys(self, algorithm: Algorithm = "rsa2048") -> Keys:
        """A key with its certificate; one of each algorithm is made and kept while the server runs."""
        if algorithm not in self._keys:
            self._keys[algorithm] = Keys.make(Path(self._folder.name, "keys"), algorithm, algorithm)
        return self._keys[algorithm]

    def realm(
        self,
        name: str | None = None,
        *,
        clock: str | None = None,
        seed: int | None = None,
        from_realm: str | None = None,
        own_address: bool = False,
    ) -> Realm:
        """Makes a realm: a whole provider with people, clients, clock, outbox and journal of its own.

        `clock` is a moment at which its clock stands still. With `own_address` it has a port of its own, for
        relying parties that take no path in the provider's address.
        """
        form = NewRealm(id=name, seed=seed, from_=from_realm, listen="127.0.0.1:0" if own_address else None)
        if clock is not None:
            form.clock = Clock(mode="frozen", now=clock)
        facts = answered(RealmFacts, make_realm.sync(client=self.control, body=form))
        return Realm(self, facts)


class Realm(Place):
    """A whole provider: accounts, relying parties, clock, outbox, journal. `control` is its typed control API."""

    def __init__(self, server: Server, facts: RealmFacts) -> None:
        super().__init__(facts, server.ca_file)
        self.server = server
        self._clients = 0

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

    def remove(self) -> None:
        """Drops the realm with everything in it."""
        done(remove_realm.sync(self.name, client=self.server.control))


def _folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="esia-sim-", ignore_cleanup_errors=True)


def _told(process: subprocess.Popen[str]) -> dict[str, str]:
    """The variables that the program tells when it is ready; nothing when it ended before."""
    assert process.stdout is not None
    lines = iter(process.stdout.readline, "")
    pairs = itertools.takewhile(str.strip, lines)
    return dict(line.rstrip("\n").split("=", 1) for line in pairs)
