"""A port that cannot be used is explained in one sentence."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from cms_site.local import port

ROOT = Path(__file__).resolve().parents[3]
HOST = "127.0.0.1"


@pytest.fixture
def taken():
    """Listen on a port, and return its number."""
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        listener.listen()
        yield str(listener.getsockname()[1])


def test_free_port_is_no_problem():
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        free = str(probe.getsockname()[1])
    assert port.problem(HOST, free) is None


def test_port_that_was_just_left_is_no_problem():
    with socket.create_server((HOST, 0)) as listener:
        number = listener.getsockname()[1]
        with socket.create_connection((HOST, number)) as client:
            answered, _ = listener.accept()
            answered.close()
            assert client.recv(1) == b""
    assert port.problem(HOST, str(number)) is None


def test_taken_port_is_explained_with_the_way_out(taken):
    assert port.problem(HOST, taken) == (
        f"Port {taken} is taken by another program; stop that, or choose another port: PORT=9000 make demo"
    )


@pytest.mark.parametrize("text", ["", "0", "65536", "-1", "80a", "8000 ", "٣٣٣٣"])
def test_port_that_is_no_port_is_explained(text):
    assert port.problem(HOST, text) == f"PORT must be a number from 1 to 65535, not {text!r}."


def test_taken_port_stops_make_demo_before_anything_is_made(taken, tmp_path):
    """The bootstrap is copied, so that an environment made by mistake would be seen."""
    package = tmp_path / "cms_site" / "local"
    package.mkdir(parents=True)
    for file in (ROOT / "cms_site" / "local").glob("*.py"):
        (package / file.name).write_bytes(file.read_bytes())
    (tmp_path / "cms_site" / "__init__.py").touch()
    command = [sys.executable, "-B", "-m", "cms_site.local.bootstrap", taken]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.strip() == port.problem(HOST, taken)
    assert [path.name for path in tmp_path.iterdir()] == ["cms_site"]
