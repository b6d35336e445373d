"""A server of its own for tests: it ends with the process that started it, however that ends."""

import itertools
import os
import subprocess
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Self

from esia_sim.control.api.realms import make_realm
from esia_sim.control.client import Client as Control
from esia_sim.control.models import Clock, NewRealm
from esia_sim.control.models import Realm as RealmFacts
from esia_sim.keys import Algorithm, Keys
from esia_sim.problem import answered
from esia_sim.program import program
from esia_sim.realm import Realm

# What `esia-idp exec` runs: it tells the variables of the server, then an empty line, and waits for the end of stdin,
# which comes with the end of the process that holds its other side. `exec` ends with it.
_TOLD = "ESIA_|(CURL_CA_BUNDLE|SSL_CERT_FILE|REQUESTS_CA_BUNDLE|NODE_EXTRA_CA_CERTS|JAVA_TOOL_OPTIONS)="
_WAIT = f"env | grep -E '^({_TOLD})'; echo; exec cat >/dev/null"


class StartError(Exception):
    """The server did not start; the message has what the program said."""


class Server:
    """A running simulator. `with Server.start() as server: ...`, or `close()` at the end.

    `environment` has the variables by which your application finds it, and by which clients find its authority.
    """

    def __init__(
        self,
        environment: dict[str, str],
        folder: "tempfile.TemporaryDirectory[str]",
        process: "subprocess.Popen[str] | None" = None,
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


def _folder() -> "tempfile.TemporaryDirectory[str]":
    return tempfile.TemporaryDirectory(prefix="esia-sim-", ignore_cleanup_errors=True)


def _told(process: "subprocess.Popen[str]") -> dict[str, str]:
    """The variables that the program tells when it is ready; nothing when it ended before."""
    assert process.stdout is not None
    lines = iter(process.stdout.readline, "")
    pairs = itertools.takewhile(str.strip, lines)
    return dict(line.rstrip("\n").split("=", 1) for line in pairs)
