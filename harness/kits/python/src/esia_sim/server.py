"""A server of its own for tests: it ends with the process that started it, however that ends."""

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

# What `esia-idp exec` runs: it tells where the server is and waits for the end of stdin, which comes with the end of
# the process that holds its other side. `exec` ends with it.
_WAIT = 'printf "%s\\n" "$ESIA_BASE_URL" "$ESIA_CONTROL_URL" "${ESIA_CA_FILE-}"; exec cat >/dev/null'


class StartError(Exception):
    """The server did not start; the message has what the program said."""


class Server:
    """A running simulator. `with Server.start() as server: ...`, or `close()` at the end."""

    def __init__(self, process: "subprocess.Popen[str]", folder: "tempfile.TemporaryDirectory[str]") -> None:
        self._process = process
        self._folder = folder
        self._keys: dict[Algorithm, Keys] = {}
        assert process.stdout is not None
        self.base_url, self.control_url, ca_file = (process.stdout.readline().rstrip("\n") for _ in range(3))
        if not self.base_url:
            process.wait()
            raise StartError(f"esia-idp ended with {process.returncode}: {self.log().strip()}")
        self.ca_file = Path(ca_file) if ca_file else None
        self.control = Control(base_url=self.control_url, verify_ssl=ca_file or True)

    @classmethod
    def start(
        cls, *, tls: bool = False, clock: str | None = None, seed: int | None = None, options: tuple[str, ...] = ()
    ) -> Self:
        """Starts a server on a free port and waits until it is ready.

        `clock` is a moment at which it stands still; further `options` are those of `esia-idp exec`.
        """
        given = {"--clock": clock, "--seed": seed}
        named = [str(part) for name, value in given.items() if value is not None for part in (name, value)]
        folder = tempfile.TemporaryDirectory(prefix="esia-sim-", ignore_cleanup_errors=True)
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
        try:
            return cls(process, folder)
        except StartError:
            folder.cleanup()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends the server."""
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.close()
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.terminate()
            self._process.wait(timeout=10)
        self._process.stdout.close()
        self._folder.cleanup()

    def log(self) -> str:
        """What the program has said on stderr."""
        return Path(self._folder.name, "log").read_text(errors="replace")

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
