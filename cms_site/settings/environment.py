"""What the environment says, read in one place and explained when it is wrong."""

import os
from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

# Immediate transactions and WAL: readers never wait, writers queue instead of failing with "database is locked". What
# was written is tidied into the file after 16 MB, not after 4: the one who does it keeps all others waiting.
SQLITE_OPTIONS: dict[str, Any] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000; "
    "PRAGMA wal_autocheckpoint=4000;",
}


def flag(name: str, *, default: bool = False) -> bool:
    """Return the environment variable ``name`` as yes or no: 1, true, yes and on mean yes."""
    value = os.environ.get(name, "")
    return value.lower() in {"1", "true", "yes", "on"} if value else default


def words(name: str) -> list[str]:
    """Return the comma-separated environment variable ``name`` as a list without empty entries."""
    return [word.strip() for word in os.environ.get(name, "").split(",") if word.strip()]


def required(name: str, purpose: str) -> str:
    """Return the environment variable ``name``; raise ImproperlyConfigured with its ``purpose`` if missing."""
    value = os.environ.get(name, "")
    if not value:
        message = f"Set the environment variable {name}: {purpose}"
        raise ImproperlyConfigured(message)
    return value


def database(default_file: Path) -> dict[str, Any]:
    """Return Django's database dictionary: DATABASE_URL's, else SQLite in ``default_file``."""
    url = os.environ.get("DATABASE_URL") or f"sqlite:///{default_file}"
    config: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True))
    if config["ENGINE"].endswith("sqlite3"):
        config["CONN_HEALTH_CHECKS"] = False
        config["OPTIONS"] = SQLITE_OPTIONS | config.get("OPTIONS", {})
    return config


def cache(default_folder: Path) -> dict[str, Any]:
    """Return Django's cache dictionary: Redis at CACHE_URL, else files in ``default_folder``, for all processes."""
    url = os.environ.get("CACHE_URL", "")
    if url:
        return {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": url, "KEY_PREFIX": "kitnet"}
    return {
        "BACKEND": "cms_site.cache.QuickFileCache",
        "LOCATION": str(default_folder),
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
