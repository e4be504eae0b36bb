"""Fixtures of the meeting tests."""

import pytest

from tests import factories


@pytest.fixture
def network(db) -> factories.Network:
    """Plant a network's tree as the default site."""
    return factories.make_network()


@pytest.fixture
def group(network) -> factories.GroupPage:
    """Plant a network with one group."""
    return factories.GroupPageFactory(parent=network.group_index, title="Sjælland", slug="sjaelland")
