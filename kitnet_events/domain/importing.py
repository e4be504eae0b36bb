"""From somebody else's calendar to draft meetings."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from kitnet_events import conf
from kitnet_events.exceptions import CalendarRefusedError
from kitnet_events.meeting_times import typed_times
from kitnet_events.models import Meeting, MeetingPage, RoundPage
from kitnet_events.timespan import TimeSpan
from kitnet_pages.models import Topic
from kitnet_pages.slugs import slug_of

from .feeds import lock_ledger
from .foreign_meetings import ForeignMeeting
from .places import free_slug

_VENUE = MeetingPage._meta.get_field("venue").max_length
_ADDRESS = MeetingPage._meta.get_field("address").max_length


@dataclass(frozen=True)
class Imported:
    """A meeting of the file, and the page that it has here. ``differs`` says that the file has another time."""

    meeting: ForeignMeeting
    page: MeetingPage | None
    differs: bool = False


@dataclass
class ImportResult:
    """What an import made, and what was there already."""

    created: list[Imported] = field(default_factory=list)
    known: list[Imported] = field(default_factory=list)


@transaction.atomic
def import_meetings(
    meetings: Iterable[ForeignMeeting], parent: Any, *, round_page: RoundPage | None = None, user: Any = None
) -> ImportResult:
    """Make a draft below ``parent`` (a group, or the index of meetings) of each meeting that is not here yet.

    A meeting is known by its identity: bringing a file in again makes nothing twice, and changes nothing that an
    editor has written since. Nobody is told anything: drafts are told to nobody. Raises CalendarRefusedError when
    there are more new ones than ``IMPORT_MEETINGS``.
    """
    lock_ledger()
    meetings = list(meetings)
    known = Meeting.objects.select_related("page").in_bulk([one.uid for one in meetings], field_name="uid")
    new = sum(one.uid not in known for one in meetings)
    limit = conf.get("IMPORT_MEETINGS")
    if new > limit:
        raise CalendarRefusedError(
            gettext("The calendar holds %(number)s new meetings: at most %(limit)s at once. Export a shorter period.")
            % {"number": new, "limit": limit}
        )
    topics = {topic.name.casefold(): topic for topic in Topic.objects.all()}
    result = ImportResult()
    for one in meetings:
        here = known.get(one.uid)
        if here is None:
            page = _draft(one, parent, round_page, topics, user)
            known[one.uid] = Meeting.objects.get(page=page)
            result.created.append(Imported(one, page))
        elif not any(other.meeting.uid == one.uid for other in result.created):
            result.known.append(Imported(one, here.page, differs=_when(here) not in {None, one.when}))
    return result


def _when(meeting: Meeting) -> TimeSpan | None:
    return meeting.when or (meeting.page.when if meeting.page else None)


def _draft(
    one: ForeignMeeting, parent: Any, round_page: RoundPage | None, topics: dict[str, Topic], user: Any
) -> MeetingPage:
    parent.refresh_from_db(fields=["path", "depth", "numchild"])
    page = MeetingPage(
        title=one.title,
        # With the date in it: meetings of a series have one title.
        slug=free_slug(parent, f"{slug_of(one.title, 60) or 'moede'}-{one.when.first_day}"),
        live=False,
        has_unpublished_changes=True,
        owner=user,
        round=round_page,
        online_url=one.online_url,
        body=[{"type": "paragraph", "value": _html(one.text)}] if one.text else [],
        internal_note="\n".join([gettext("Imported from another calendar."), *one.notes]),
        **typed_times(one.when),
        **_place(one.place),
    )
    parent.add_child(instance=page)
    _give_identity(page, one.uid)
    page.topics = [topics[name.casefold()] for name in one.categories if name.casefold() in topics]
    page.save_revision(user=user, log_action=False)
    return page


def _give_identity(page: MeetingPage, uid: UUID) -> None:
    """Give a meeting, just born and known to nobody, the identity that it will have whenever the file comes again."""
    Meeting.objects.filter(page=page, first_published_at=None).update(uid=uid)
    page._state.fields_cache.pop("meeting", None)


def _place(place: str) -> dict[str, str]:
    """Take a place apart where one comma is the first: the venue's name, then its address."""
    venue, _comma, address = (part.strip() for part in place.partition(","))
    if len(venue) > _VENUE:
        return {"address": place[:_ADDRESS]}
    return {"venue": venue, "address": address[:_ADDRESS]}


def _html(text: str) -> str:
    paragraphs = [part.strip() for part in text.split("\n\n") if part.strip()]
    return "".join(f"<p>{escape(part).replace(chr(10), '<br/>')}</p>" for part in paragraphs)
