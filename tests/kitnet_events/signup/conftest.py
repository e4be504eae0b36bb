"""A meeting that is open for sign-up."""

from kitnet_events.models import Meeting
from kitnet_pages.models import GroupPage
from tests import factories
from tests.planting import shared


@shared
def group(network: factories.Network) -> GroupPage:
    """A group in a network."""
    return factories.GroupPageFactory(parent=network.group_index)


@shared
def meeting(group: GroupPage) -> Meeting:
    """A meeting with two seats, a month ahead."""
    meeting = factories.make_meeting(group)
    meeting.capacity = 2
    meeting.save()
    return meeting
