"""An editor who publishes a change of a meeting, for tests; and what became of the mails about it."""

from datetime import time
from typing import Any

from django.test import Client
from django.urls import reverse

from kitnet_events.enums import MailKey, MailState
from kitnet_events.models import Meeting, OutboxMail
from tests import editor, factories, roles

ALL_QUEUED = [(f"deltager-{number}@kommune.example", MailState.QUEUED) for number in (1, 2, 3)]
ALL_HELD = [(to, MailState.ON_HOLD) for to, _state in ALL_QUEUED]
ALL_DROPPED = [(to, MailState.DROPPED) for to, _state in ALL_QUEUED]


def edited(meeting: Meeting, **changes: str) -> tuple[Client, Any]:
    """Open the meeting's page in the editor, change it, and press "publish"; return client and answer."""
    client = roles.editor()
    return client, editor.save(client, meeting.page, "publish", **changes)


def in_the_evening(meeting: Meeting) -> tuple[Client, Any]:
    """Move a meeting to the evening in the editor, and press "publish"; return client and answer."""
    return edited(meeting, start_time="18:00", end_time="20:00")


def draft_of_the_evening(meeting: Meeting, **more: Any) -> Any:
    """Save a version of the meeting's page with another time; do not publish it. Return the version."""
    page = factories.publish(factories.fresh(meeting.page))
    for name, value in ({"start_time": time(18, 0), "end_time": time(20, 0)} | more).items():
        setattr(page, name, value)
    return page.save_revision()


def form_of(client: Client, answer: Any) -> tuple[str, Any, dict[str, Any]]:
    """Follow to the page that asks; return its address, itself, and its form as it stands."""
    address = answer.headers["Location"]
    page = client.get(address)
    assert page.status_code == 200
    fields = {name: page.context["form"][name].value() or "" for name in page.context["form"].fields}
    return address, page, fields


def states() -> list[tuple[str, str]]:
    """Return to whom it was written that a meeting has moved, and what became of each mail."""
    return sorted(OutboxMail.objects.filter(key=MailKey.MEETING_MOVED).values_list("to", "state"))


def moved_by_script(meeting: Meeting) -> None:
    """Publish another time with nobody to ask."""
    page = factories.fresh(meeting.page)
    page.start_time, page.end_time = time(18, 0), time(20, 0)
    page.save_revision().publish()


def release_address(meeting: Meeting) -> str:
    """Return where the mails on hold about a meeting are let go."""
    return reverse("kitnet_meetings:release", args=[meeting.uid])
