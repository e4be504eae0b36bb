"""What every test gets: a migrated database of its worker's own, an empty cache, and no surprises."""

import gc
import os
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import TransactionTestCase

from tests import database

pytest_plugins = ["tests.browser", "tests.planting"]

# In CI nothing may be skipped because it is missing.
IN_CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the modules that take longest: a worker takes a module at a time, in this order (tests/matrix.py)."""
    items.sort(key=lambda item: sum(item.get_closest_marker(name) is None for name in ("slow", "browser")))


def pytest_collection_finish() -> None:
    """Look for garbage seldom, and not among what was imported: it was a twelfth of all the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)


@pytest.fixture(scope="session")
def django_db_setup(request, django_test_environment, django_db_blocker) -> Iterator[None]:
    """Give this worker a copy of the migrated template (see tests/database.py)."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    with django_db_blocker.unblock():
        database.prepare(worker)
    # A test that commits leaves its traces in the copy: replace it, rather than empty every table.
    TransactionTestCase._fixture_teardown = lambda self: database.renew()
    yield
    with django_db_blocker.unblock():
        database.remove()


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """Keep what one test cached from the next."""
    cache.clear()
