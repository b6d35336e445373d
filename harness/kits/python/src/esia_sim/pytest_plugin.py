"""Fixtures of pytest: a server for the session (one for each worker of xdist), a realm for each test.

Only pytest and the standard library are imported here: pytest loads this file in every run.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from esia_sim.server import Realm, Server


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds --esia-tls and the setting esia_tls."""
    help_text = "serve the ESIA simulator over HTTPS"
    parser.getgroup("esia").addoption("--esia-tls", action="store_true", default=False, help=help_text)
    parser.addini("esia_tls", help_text, type="bool", default=False)


def pytest_configure(config: pytest.Config) -> None:
    """Makes the marker known."""
    text = "esia(clock=..., seed=..., own_address=...): how the realm of the fixture `esia` is made, see Server.realm"
    config.addinivalue_line("markers", text)


@pytest.fixture(scope="session")
def esia_server(pytestconfig: pytest.Config) -> Iterator[Server]:
    """The simulator of this session; xdist has a session in each worker. Under `esia-idp exec` it is that one."""
    from esia_sim.server import Server

    tls = bool(pytestconfig.getoption("--esia-tls") or pytestconfig.getini("esia_tls"))
    with Server.of_environment() or Server.start(tls=tls) as server:
        yield server


@pytest.fixture
def esia(esia_server: Server, request: pytest.FixtureRequest) -> Iterator[Realm]:
    """A realm for this test alone."""
    marker = request.node.get_closest_marker("esia")
    realm = esia_server.realm(**(marker.kwargs if marker else {}))
    yield realm
    realm.remove()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Shows beside a failed test what the provider refused, and why."""
    report = yield
    realm: Any = getattr(item, "funcargs", {}).get("esia")
    if report.when == "call" and report.failed and realm is not None:
        report.sections.append(("requests that ESIA refused", refused(realm)))
    return report


def refused(realm: Realm) -> str:
    """The refusals of a realm, a line each, with the fix."""
    try:
        entries = realm.refusals()
    # A report must not fail because the server is gone.
    except Exception as error:
        return f"the journal cannot be read: {error}"
    lines = [f"{one.method} {one.path} {one.error or ''}: {one.why.fix if one.why else ''}" for one in entries]
    return "\n".join(lines) or "none"
