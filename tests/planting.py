"""A network's tree for tests: ``network`` for any of them, ``planted`` for those that share one."""

from collections.abc import Iterator

import pytest
from django.db import transaction

from tests import factories


@pytest.fixture
def network(db) -> factories.Network:
    """Plant a network as the default site."""
    return factories.make_network()


@pytest.fixture(scope="module")
def tree(django_db_setup, django_db_blocker) -> Iterator[factories.Network]:
    """Plant a network once for a module, in a transaction around all its tests; each test rolls its own part back.

    A module adds what all its tests look at in a fixture of this scope that asks for ``tree``. Not for tests that
    commit.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield factories.make_network()
        transaction.set_rollback(True)


@pytest.fixture
def planted(tree, db) -> factories.Network:
    """Return the module's network, read afresh: what one test did to an object in hand is not the next one's."""
    return tree.fresh()
