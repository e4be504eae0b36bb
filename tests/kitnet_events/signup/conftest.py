"""A meeting that is open for sign-up."""

from typing import Any

import pytest

from kitnet_events.models import Meeting
from tests import factories


@pytest.fixture
def group(db: None) -> Any:
    """A group in a network."""
    return factories.GroupPageFactory(parent=factories.make_network().group_index)


@pytest.fixture
def meeting(group: Any) -> Meeting:
    """A meeting with two seats, a month ahead."""
    meeting = factories.make_meeting(group)
    meeting.capacity = 2
    meeting.save()
    return meeting
