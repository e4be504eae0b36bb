"""Planning a round: from one plan to the draft of a round and of each of its meetings."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kitnet_events.meeting_times import validate_times
from kitnet_events.models import Meeting, MeetingIndexPage, MeetingPage, ProgrammeItem, RoundPage
from kitnet_events.timespan import TimeSpan, at_local
from kitnet_pages.models import Municipality

from .places import free_slug
from .terms import set_terms

# When sign-up opens and closes on its day.
_OPENS_AT, _CLOSES_AT = time(8), time(12)


@dataclass(frozen=True)
class MeetingPlan:
    """One meeting of a round. ``parent`` is the page below which it is made: its group, or the index (joint).

    Sign-up opens ``opens_days`` and closes ``closes_days`` before the first day; None: as soon as the meeting is
    published, and when it starts. Without ``start`` only the date is announced.
    """

    parent: Any
    day: date
    start: time | None = None
    end: time | None = None
    host: Municipality | None = None
    venue: str = ""
    address: str = ""
    capacity: int | None = None
    opens_days: int | None = None
    closes_days: int | None = None

    @property
    def joint(self) -> bool:
        """Whether it is a meeting of all groups."""
        return isinstance(self.parent, MeetingIndexPage)

    @property
    def when(self) -> TimeSpan:
        """When it is."""
        return TimeSpan.from_local(self.day, self.start, None, self.end)

    @property
    def opens_at(self) -> datetime | None:
        """When its sign-up opens (UTC)."""
        return None if self.opens_days is None else at_local(self.day - timedelta(days=self.opens_days), _OPENS_AT)

    @property
    def closes_at(self) -> datetime | None:
        """When its sign-up closes (UTC)."""
        if self.closes_days is None:
            return None
        clock = _CLOSES_AT if self.closes_days else min(_CLOSES_AT, self.start or _CLOSES_AT)
        return at_local(self.day - timedelta(days=self.closes_days), clock)

    def validate(self) -> None:
        """Check what no meeting can be. Raises ValidationError by field."""
        try:
            validate_times(self.day, self.start, None, self.end)
        except ValidationError as error:
            fields = {"start_date": "day", "start_time": "start", "end_time": "end"}
            raise ValidationError({fields[name]: found for name, found in error.error_dict.items()}) from error
        opens, closes = self.opens_days, self.closes_days or 0
        if opens is not None and opens <= closes:
            raise ValidationError({"closes_days": _("Sign-up must close after it opens.")})


@dataclass(frozen=True)
class RoundPlan:
    """A round: its number in the year, what it is about, the programme of all its meetings, and these."""

    year: int
    number: int
    theme: str = ""
    introduction: str = ""
    programme: Sequence[ProgrammeItem] = ()
    meetings: Sequence[MeetingPlan] = field(default_factory=tuple)

    @property
    def title(self) -> str:
        """What the round is called: "2. runde 2016"."""
        return gettext("Round %(number)s, %(year)s") % {"number": self.number, "year": self.year}

    def title_of(self, meeting: MeetingPlan) -> str:
        """Return what one of its meetings is called, after the place where it is: "2. runde: Næstved"."""
        where = gettext("all groups") if meeting.joint else meeting.parent.title
        where = meeting.host.name if meeting.host else where
        return gettext("Round %(number)s: %(place)s") % {"number": self.number, "place": where}


@transaction.atomic
def plan_round(plan: RoundPlan, index: MeetingIndexPage, user: Any = None) -> RoundPage:
    """Make the draft of a round below ``index`` and the draft of each of its meetings; return the round.

    Nobody is told anything: drafts are told to nobody. Raises ValidationError when a meeting cannot be as it is
    planned; nothing is made then.
    """
    for meeting in plan.meetings:
        meeting.validate()
    # Titles are in the site's language, whoever plans.
    with translation.override(settings.LANGUAGE_CODE):
        return _plan_round(plan, index, user)


def _plan_round(plan: RoundPlan, index: MeetingIndexPage, user: Any) -> RoundPage:
    index.refresh_from_db(fields=["path", "depth", "numchild"])
    page = RoundPage(
        title=plan.title,
        slug=free_slug(index, plan.title),
        year=plan.year,
        number=plan.number,
        theme=plan.theme,
        introduction=plan.introduction,
        live=False,
        has_unpublished_changes=True,
        owner=user,
    )
    index.add_child(instance=page)
    page.save_revision(user=user, log_action=False)
    for meeting in plan.meetings:
        _plan_meeting(plan, meeting, page, user)
    return page


def _plan_meeting(plan: RoundPlan, meeting: MeetingPlan, round_page: RoundPage, user: Any) -> MeetingPage:
    parent = meeting.parent
    parent.refresh_from_db(fields=["path", "depth", "numchild"])
    title = plan.title_of(meeting)
    page = MeetingPage(
        title=title,
        slug=free_slug(parent, f"{title} {plan.year}"),
        lead=plan.introduction,
        start_date=meeting.day,
        start_time=meeting.start,
        end_time=meeting.end,
        host=meeting.host,
        venue=meeting.venue,
        address=meeting.address,
        round=round_page,
        live=False,
        has_unpublished_changes=True,
        owner=user,
    )
    page.programme_items = [_copied(item, place) for place, item in enumerate(plan.programme)]
    parent.add_child(instance=page)
    page.save_revision(user=user, log_action=False)
    born = Meeting.objects.get(page=page)
    terms = {"capacity": meeting.capacity, "opens_at": meeting.opens_at, "closes_at": meeting.closes_at}
    set_terms(born.pk, user=user, **terms)
    return page


def _copied(item: ProgrammeItem, place: int) -> ProgrammeItem:
    fields = ("start_time", "end_time", "duration", "kind", "title", "speaker", "speaker_title", "description")
    return ProgrammeItem(sort_order=place, **{name: getattr(item, name) for name in fields})
