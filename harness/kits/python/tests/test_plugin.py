"""The plugin inside a pytest of its own, and the server at the end of whoever started it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from esia_sim import Realm, Server, StartError
from esia_sim.program import program

FIRST = Path(__file__).parent.parent / "examples/test_first.py"
pytest_plugins = ["pytester"]


@pytest.mark.parametrize("options", [[], ["--esia-tls"], ["-n2"]])
def test_the_first_test_of_the_readme_passes(pytester: pytest.Pytester, options: list[str]) -> None:
    pytester.makepyfile(FIRST.read_text())
    pytester.runpytest_subprocess(*options).assert_outcomes(passed=1)


def test_each_test_has_a_realm_of_its_own_also_under_xdist(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import pytest

        @pytest.mark.parametrize("number", range(8))
        def test_alone(esia, number):
            from esia_sim.control.api.realms import list_realms
            esia.client("SAME")
            names = [one.realm for one in list_realms.sync(client=esia.server.control).realms]
            assert sorted(names) == sorted(["default", esia.name])
        """
    )
    pytester.runpytest_subprocess("-n2").assert_outcomes(passed=8)


def test_a_failed_test_shows_what_was_refused(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        def test_refused(esia):
            client = esia.client(scopes=["openid"])
            with esia.http() as http:
                http.get(client.authorization(scope="openid snils").url)
            raise AssertionError
        """
    )
    result = pytester.runpytest_subprocess()
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*requests that ESIA refused*", "GET /aas/oauth2/ac ESIA-*"])


def test_under_exec_the_tests_use_its_server(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import os
        def test_same(esia_server, esia):
            assert esia_server.base_url == os.environ["ESIA_BASE_URL"] and esia.person().oid
        """
    )
    ended = subprocess.run([program("esia-idp"), "exec", "--tls", "--", sys.executable, "-m", "pytest"], check=False)
    assert ended.returncode == 0


def test_over_https_the_authority_is_named(pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\nesia_tls = true")
    pytester.makepyfile(
        """
        def test_https(esia):
            assert esia.base_url.startswith("https://") and "BEGIN CERTIFICATE" in esia.ca_file.read_text()
        """
    )
    pytester.runpytest_subprocess().assert_outcomes(passed=1)


def test_a_server_that_does_not_start_says_why() -> None:
    with pytest.raises(StartError, match="--no-such-option"):
        Server.start(options=("--no-such-option",))


def answers(url: str) -> bool:
    import httpx

    try:
        return httpx.get(url, trust_env=False).status_code == 200
    except httpx.TransportError:
        return False


def test_the_server_ends_with_a_process_that_is_killed(tmp_path: Path) -> None:
    source = "import esia_sim, time; s = esia_sim.Server.start(); print(s.control_url, flush=True); time.sleep(600)"
    parent = subprocess.Popen([sys.executable, "-c", source], stdout=subprocess.PIPE, text=True, env=os.environ)
    assert parent.stdout is not None
    url = parent.stdout.readline().strip() + "/clock"
    assert answers(url)
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    deadline = time.monotonic() + 10
    while answers(url):
        assert time.monotonic() < deadline, "the server outlived its parent"
        time.sleep(0.02)


def test_two_realms_of_a_server_share_nothing(esia: Realm, esia_server: Server) -> None:
    other = esia_server.realm()
    person = esia.person(mobile="+7(000)1112233")
    assert other.person(mobile="+7(000)1112233").mobile == person.mobile
    other.remove()
