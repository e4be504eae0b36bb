"""A meeting with everything that a mail may tell of."""

import pytest

from kitnet_events.enums import SignUpState
from kitnet_events.models import Meeting, SignUp
from kitnet_pages.models import GroupPage, NetworkSettings
from tests import factories
from tests.planting import shared

from . import mails


@shared
def network() -> factories.Network:
    """A network with a role mailbox and a page about data protection."""
    network = factories.make_network()
    privacy = factories.StandardPageFactory(parent=network.home, title="Privatliv", slug="privatliv")
    NetworkSettings.objects.update_or_create(
        site=network.site,
        defaults={
            "name": "Kommunernes It-arkitekturnetværk",
            "role_mailbox": "netvaerk@kitnet.example",
            "privacy_page": privacy,
        },
    )
    return network


@shared
def group(network) -> GroupPage:
    """A group with two facilitators."""
    group = factories.GroupPageFactory(parent=network.group_index, title="Sjælland", colour="royalblue")
    factories.add_facilitator(group, email="tovholder@kitnet.example")
    factories.add_facilitator(group, email="medtovholder@kitnet.example")
    return group


@shared
def meeting(group) -> Meeting:
    """A meeting a month ahead, in a town hall and online."""
    meeting = factories.make_meeting(
        group,
        title="Netværksmøde: Rammearkitekturen i hverdagen",
        lead="Vi ser på erfaringer fra tre kommuner.",
        venue="Næstved Rådhus",
        address="Rådmandshaven 20, 4700 Næstved",
        online_url="https://moede.example/rum/17",
    )
    meeting.confirmation_text = "Parkér bag rådhuset; indgangen er i Teatergade."
    meeting.capacity = 2
    meeting.save()
    return meeting


@shared
def people(meeting) -> list[SignUp]:
    """Two with a seat and one who waits; nobody of them was told anything yet."""
    return [
        mails.make_sign_up(meeting, number=1, name="Ea Holm"),
        mails.make_sign_up(meeting, number=2, name="Bo Lind"),
        mails.make_sign_up(meeting, SignUpState.WAITING, number=3, name="Ib Juhl"),
    ]


@pytest.fixture
def english(settings) -> None:
    """Make English the site's language: what is asserted in words must not wait for a translation."""
    settings.LANGUAGE_CODE = "en"
