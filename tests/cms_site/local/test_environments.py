"""An environment is made once, and again only when what it is made from has changed."""

import subprocess
import sys

import pytest

from cms_site.local import environments


@pytest.fixture
def lock(tmp_path):
    """Return a lock file that asks for nothing, so that no network is needed."""
    path = tmp_path / "site.txt"
    path.write_text("# nothing\n")
    return path


@pytest.fixture
def commands(monkeypatch):
    """Note what is run instead of running it; what only asks a Python for its version runs."""
    noted = []
    real = subprocess.run

    def run(command, **options):
        if "-c" in command:
            return real(command, **options)
        noted.append([str(word) for word in command])
        if "venv" in command:
            folder = environments.Path(command[-1])
            (folder / "bin").mkdir(parents=True, exist_ok=True)
            (folder / "bin" / "python").touch()
            (folder / environments.STAMP).unlink(missing_ok=True)
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(environments.subprocess, "run", run)
    return noted


def test_environment_is_made_with_hashes_required(tmp_path, lock, commands):
    interpreter = environments.ensure(tmp_path / "env", sys.executable, lock, say=lambda _: None)
    assert interpreter == tmp_path / "env" / "bin" / "python"
    assert commands[0][1:4] == ["-m", "venv", "--clear"]
    assert commands[1][-3:] == ["--require-hashes", "--requirement", str(lock)]


def test_environment_that_stands_is_left_alone(tmp_path, lock, commands):
    for _ in range(2):
        environments.ensure(tmp_path / "env", sys.executable, lock, say=lambda _: None)
    assert len(commands) == 2


def test_environment_is_made_anew_when_the_lock_has_changed(tmp_path, lock, commands):
    environments.ensure(tmp_path / "env", sys.executable, lock, say=lambda _: None)
    lock.write_text("# nothing else\n")
    environments.ensure(tmp_path / "env", sys.executable, lock, say=lambda _: None)
    assert len(commands) == 4


def test_environment_whose_installation_broke_off_is_made_anew(tmp_path, lock, commands, monkeypatch):
    noting = environments.subprocess.run

    def broken(command, **options):
        if "pip" in command:
            raise subprocess.CalledProcessError(1, command)
        return noting(command, **options)

    monkeypatch.setattr(environments.subprocess, "run", broken)
    with pytest.raises(subprocess.CalledProcessError):
        environments.ensure(tmp_path / "env", sys.executable, lock, say=lambda _: None)
    monkeypatch.setattr(environments.subprocess, "run", noting)
    environments.ensure(tmp_path / "env", sys.executable, lock, say=lambda _: None)
    assert [command[2] for command in commands] == ["venv", "venv", "pip"]
