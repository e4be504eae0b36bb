"""Fixtures of the tests of the rules."""

from datetime import date

import pytest

from kitnet_events.domain.rebuild import rebuild_calendar
from kitnet_pages.domain.membership import begin_membership
from kitnet_pages.models import GroupPage, Municipality
from tests import factories, roles
from tests.planting import shared


@shared
def group(network) -> GroupPage:
    """Plant a group."""
    return factories.GroupPageFactory(parent=network.group_index, title="Sjælland", slug="sjaelland")


@shared
def other(network) -> GroupPage:
    """Plant a second group."""
    return factories.GroupPageFactory(parent=network.group_index, title="Syddanmark", slug="syddanmark")


@shared
def faxe(group) -> Municipality:
    """Return a municipality that does not take part."""
    return factories.MunicipalityFactory(name="Faxe", group=group)


@shared
def koege(group) -> Municipality:
    """Return a municipality that takes part."""
    municipality = factories.MunicipalityFactory(name="Køge", group=group)
    begin_membership(municipality, date(2016, 9, 1))
    return municipality


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
