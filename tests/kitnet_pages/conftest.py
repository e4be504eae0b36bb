"""Fixtures of the page tests."""

import pytest

from tests import factories


@pytest.fixture
def network(db) -> factories.Network:
    """Plant a network's tree as the default site."""
    return factories.make_network()
