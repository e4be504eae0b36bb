"""Fixtures of the tests of the rules."""

import pytest

from kitnet_events.domain.rebuild import rebuild_calendar
from tests import factories, roles


@pytest.fixture
def network(planted) -> factories.Network:
    """Return the module's network: no test here commits, but those marked ``race``."""
    return planted


@pytest.fixture
def group(network) -> factories.GroupPage:
    """Plant a group."""
    return factories.GroupPageFactory(parent=network.group_index, title="Sjælland", slug="sjaelland")


@pytest.fixture
def in_english(settings) -> None:
    """Make English the site's language: what is asserted in words must not wait for a translation."""
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def english(in_english, network) -> None:
    """Make English the site's language, and that of its calendars."""
    rebuild_calendar()


@pytest.fixture
def admin(network):
    """Return an administrator's client."""
    return roles.administrator()
