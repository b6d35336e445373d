"""The simulator in a container of its own, from pytest: pip install pytest testcontainers. Skips where no docker answers."""
import json
import shutil
import subprocess
import urllib.request

import pytest

IMAGE = "localhost/esia-sim:0.1.0"

pytestmark = pytest.mark.skipif(
    not shutil.which("docker") or subprocess.run(["docker", "info"], capture_output=True).returncode != 0,
    reason="no docker answers",
)


@pytest.fixture(scope="session")
def esia():
    from testcontainers.core.container import DockerContainer
    from testcontainers.core.waiting_utils import wait_for_logs

    with DockerContainer(IMAGE).with_exposed_ports(8085).with_kwargs(read_only=True) as container:
        wait_for_logs(container, '"ready":true', timeout=30)
        yield f"http://{container.get_container_host_ip()}:{container.get_exposed_port(8085)}"


def test_a_person_is_made(esia):
    body = json.dumps({"level": "confirmed"}).encode()
    request = urllib.request.Request(f"{esia}/control/v1/people", body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request) as answer:
        assert json.load(answer)["level"] == "confirmed"
