"""What speaks against the dates of a plan. Nothing here forbids anything: editors are told, and decide."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import holidays
from django.conf import settings
from django.db.models.functions import Coalesce
from django.utils.translation import get_language, gettext

from kitnet_events import conf
from kitnet_events.models import MeetingPage, RoundPage
from kitnet_pages.dates import weekday_date

from .planning import MeetingPlan, RoundPlan

_SATURDAY = 5


@dataclass(frozen=True)
class Clash:
    """What speaks against one meeting of a plan (by its place in it), or (None) against the round; in a sentence."""

    meeting: int | None
    sentence: str


def find_clashes(plan: RoundPlan, today: date) -> list[Clash]:
    """Return what speaks against a plan: the same day twice, holidays, school breaks, weekends, days gone by."""
    found = []
    if RoundPage.objects.filter(year=plan.year, number=plan.number).exists():
        found.append(Clash(None, gettext("There is a round “%(title)s” already.") % {"title": plan.title}))
    others = _others({meeting.day for meeting in plan.meetings})
    for place, meeting in enumerate(plan.meetings):
        sentences = [
            *_of_the_day(meeting.day, today),
            *_in_the_plan(plan.meetings, place),
            *(gettext("The same day: %(title)s.") % {"title": title} for title in others.get(meeting.day, [])),
        ]
        found += [Clash(place, sentence) for sentence in sentences]
    return found


def _of_the_day(day: date, today: date) -> Iterator[str]:
    if day < today:
        yield gettext("%(day)s is past.") % {"day": _day(day)}
    if name := public_holiday(day):
        yield gettext("%(day)s is a public holiday: %(name)s.") % {"day": _day(day), "name": name}
    elif day.weekday() >= _SATURDAY:
        yield gettext("%(day)s lies in a weekend.") % {"day": _day(day)}
    if name := school_break(day):
        yield gettext("%(day)s lies in the %(name)s.") % {"day": _day(day), "name": name}


def _in_the_plan(meetings: Sequence[MeetingPlan], place: int) -> Iterator[str]:
    for other, meeting in enumerate(meetings):
        if other != place and meeting.day == meetings[place].day:
            yield gettext("The same day as in this plan: %(title)s.") % {"title": meeting.parent.title}


def _others(days: set[date]) -> dict[date, list[str]]:
    """Return the titles of meetings that stand on these days already, drafts included; cancelled ones do not count."""
    found: dict[date, list[str]] = {}
    pages = MeetingPage.objects.annotate(last_day=Coalesce("end_date", "start_date")).exclude(
        meeting__status="cancelled"
    )
    for day in sorted(days):
        there = pages.filter(start_date__lte=day, last_day__gte=day).order_by("title").values_list("title", flat=True)
        if titles := list(there):
            found[day] = titles
    return found


def public_holiday(day: date) -> str:
    """Return the name of a Danish public holiday, or an empty string."""
    language = "da" if (get_language() or settings.LANGUAGE_CODE).startswith("da") else "en_US"
    return holidays.Denmark(years=day.year, language=language).get(day, "")


def school_break(day: date) -> str:
    """Return the name of the school break in which a day lies, by the setting SCHOOL_BREAKS, or an empty string."""
    return next((str(name) for name, *when in conf.get("SCHOOL_BREAKS") if _lies_in(day, when)), "")


def _lies_in(day: date, when: Sequence[Any]) -> bool:
    if len(when) == 1:
        return day.isocalendar().week == int(when[0].removeprefix("W"))
    first, last = (one if len(one) > len("mm-dd") else f"{day.year:04}-{one}" for one in when)
    return first <= day.isoformat() <= last


def _day(day: date) -> str:
    words = weekday_date(day)
    return words[0].upper() + words[1:]
