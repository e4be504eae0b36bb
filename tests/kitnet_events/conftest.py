"""A group, another, and two municipalities of the first: one that takes part and one that does not."""

from datetime import date

from kitnet_pages.domain.membership import begin_membership
from kitnet_pages.models import GroupPage, Municipality
from tests import factories
from tests.planting import shared


@shared
def group(network: factories.Network) -> GroupPage:
    """Plant a group."""
    return factories.GroupPageFactory(parent=network.group_index, title="Sjælland", slug="sjaelland")


@shared
def other(network: factories.Network) -> GroupPage:
    """Plant a second group."""
    return factories.GroupPageFactory(parent=network.group_index, title="Syddanmark", slug="syddanmark")


@shared
def koege(group: GroupPage) -> Municipality:
    """Plant a municipality that takes part."""
    municipality = factories.MunicipalityFactory(name="Køge", code="0259", group=group)
    begin_membership(municipality, date(2016, 9, 1))
    return municipality


@shared
def faxe(group: GroupPage) -> Municipality:
    """Plant a municipality that does not take part."""
    return factories.MunicipalityFactory(name="Faxe", code="0320", group=group)
