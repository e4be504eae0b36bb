"""Fixtures of the tests of what answers over HTTP."""

import pytest

from kitnet_events.domain.rebuild import rebuild_calendar
from kitnet_pages.models import GroupPage
from tests import factories
from tests.planting import shared


@shared
def group(network) -> GroupPage:
    """Plant a group."""
    return factories.GroupPageFactory(parent=network.group_index, title="Sjælland", slug="sjaelland")


@pytest.fixture
def english(settings, network) -> None:
    """Make English the site's language: what is asserted in words must not wait for a translation."""
    settings.LANGUAGE_CODE = "en"
    rebuild_calendar()
