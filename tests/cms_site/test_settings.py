"""What the environment says reaches the settings, and what is missing is explained."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from cms_site.settings import environment

ROOT = Path(__file__).resolve().parents[2]


def check(**variables: str) -> subprocess.CompletedProcess:
    """Run `check --deploy` on the production settings in an environment of its own."""
    own = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "cms_site.settings.production"} | variables
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    return subprocess.run(command, cwd=ROOT, env=own, capture_output=True, text=True, check=False)


def test_production_without_a_key_says_what_to_set():
    done = check(ALLOWED_HOSTS="kitnet.example")
    assert done.returncode == 1
    assert (
        done.stderr.strip()
        .splitlines()[-1]
        .endswith("Set the environment variable SECRET_KEY: a long random text that only this server knows.")
    )


def test_database_is_sqlite_that_lets_writers_queue(monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    config = environment.database(Path("/data/site.sqlite3"))
    assert config["NAME"] == "/data/site.sqlite3"
    assert config["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in config["OPTIONS"]["init_command"]


def test_database_url_chooses_postgresql(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://site:hemmelig@db.example:5433/kitnet")
    config = environment.database(Path("unused"))
    assert config["ENGINE"] == "django.db.backends.postgresql"
    assert (config["HOST"], config["PORT"], config["NAME"]) == ("db.example", 5433, "kitnet")
    assert "transaction_mode" not in config.get("OPTIONS", {})


def test_cache_is_shared_by_all_processes(monkeypatch):
    monkeypatch.delenv("CACHE_URL", raising=False)
    assert environment.cache(Path("/data/cache"))["LOCATION"] == "/data/cache"
    monkeypatch.setenv("CACHE_URL", "redis://cache.example:6379/1")
    assert environment.cache(Path("unused"))["LOCATION"] == "redis://cache.example:6379/1"


@pytest.mark.parametrize(("text", "meant"), [("1", True), ("true", True), ("On", True), ("0", False), ("", False)])
def test_flag_reads_yes_and_no(monkeypatch, text, meant):
    monkeypatch.setenv("A_FLAG", text)
    assert environment.flag("A_FLAG") is meant


def test_required_names_the_variable_and_its_purpose(monkeypatch):
    monkeypatch.delenv("A_WORD", raising=False)
    with pytest.raises(ImproperlyConfigured, match="Set the environment variable A_WORD: so that it works"):
        environment.required("A_WORD", "so that it works.")


def test_words_are_split_and_trimmed(monkeypatch):
    monkeypatch.setenv("SOME_WORDS", "a.example, b.example,,")
    assert environment.words("SOME_WORDS") == ["a.example", "b.example"]
