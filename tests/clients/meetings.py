"""A network full of meetings, and what calendar programs must say of them, stated without the project's code."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.utils import translation
from django.utils.translation import gettext

from kitnet_events.domain.meetings import cancel_meeting
from kitnet_events.models import Meeting, MeetingPage
from tests import factories

WINTER, SUMMER = "+01:00", "+02:00"
YEAR = datetime.now(UTC).year + 1
ODD = 'Møde; om "API"\'er, \\n og \\; <b>æøå ÆØÅ</b> &amp; 100 % – 日本語 🎉 e\u0301'
LONG = "Rammearkitekturen, begrebsmodeller og fælles løsninger på tværs af kommunerne – ærligt talt. " * 2
BODY = [
    {
        "type": "paragraph",
        "value": "<p>Vi <b>mødes</b>; og\\eller ses, <a href='https://a.example/?a=1&amp;b=2'>her</a>.</p>",
    }
]


@dataclass(frozen=True)
class Expected:
    """What a calendar program says: times as UTC, or as dates, of which the end is the day after."""

    title: str
    place: str
    status: str
    start: str
    end: str


@dataclass(frozen=True)
class Case:
    """A meeting as an editor types it, and when it really is: local times with their distance from UTC."""

    title: str
    start: str
    end: str
    offsets: tuple[str, str] = (WINTER, WINTER)
    venue: str = ""
    fields: dict[str, Any] = field(default_factory=dict)

    @property
    def has_times(self) -> bool:
        """Whether more than the date is known."""
        return "T" in self.start

    def typed(self) -> dict[str, Any]:
        """Return the fields of the page."""
        first, last = datetime.fromisoformat(self.start), datetime.fromisoformat(self.end)
        return {
            "title": self.title,
            "start_date": first.date(),
            "start_time": first.time() if self.has_times else None,
            "end_date": last.date() if last.date() != first.date() else None,
            "end_time": last.time() if self.has_times else None,
            "venue": self.venue,
            **self.fields,
        }

    def expected(self) -> Expected:
        """Return what calendar programs must say."""
        if self.has_times:
            start, end = (_utc(f"{text}{o}") for text, o in zip((self.start, self.end), self.offsets, strict=True))
        else:
            start, end = self.start, (date.fromisoformat(self.end) + timedelta(days=1)).isoformat()
        status = "CONFIRMED" if self.has_times else "TENTATIVE"
        return Expected(self.title.strip(), self.venue, status, start, end)


def cases() -> list[Case]:
    """Return a meeting of every kind, over both changes of the clock."""
    spring, autumn = _last_sunday(YEAR, 3), _last_sunday(YEAR, 10)
    before_spring, before_autumn = spring - timedelta(days=1), autumn - timedelta(days=1)
    return [
        Case("Netværksmøde i Næstved", f"{YEAR}-01-15T09:30", f"{YEAR}-01-15T15:00", venue="Rådhuset, Teatergade 8"),
        Case("Sommermøde", f"{YEAR}-07-01T09:30", f"{YEAR}-07-01T15:00", (SUMMER, SUMMER)),
        Case("Annonceret møde", f"{YEAR}-02-11", f"{YEAR}-02-11"),
        Case("Annonceret over to dage", f"{YEAR}-03-10", f"{YEAR}-03-11"),
        Case("Annonceret, når sommertiden begynder", f"{spring}", f"{spring}"),
        Case("Annonceret, når sommertiden slutter", f"{before_autumn}", f"{autumn}"),
        Case("Over to dage", f"{YEAR}-05-10T12:00", f"{YEAR}-05-11T12:00", (SUMMER, SUMMER)),
        Case("Hen over sommertidens begyndelse", f"{before_spring}T22:00", f"{spring}T12:00", (WINTER, SUMMER)),
        Case("Lige efter sommertidens begyndelse", f"{spring}T03:00", f"{spring}T04:00", (SUMMER, SUMMER)),
        Case("Hen over sommertidens slutning", f"{before_autumn}T20:00", f"{autumn}T09:00", (SUMMER, WINTER)),
        Case("Om natten, når sommertiden slutter", f"{autumn}T01:30", f"{autumn}T04:30", (SUMMER, WINTER)),
        Case("Hen over nytår", f"{YEAR}-12-31T23:00", f"{YEAR + 1}-01-01T01:00"),
        Case("Langt ude i fremtiden", f"{YEAR + 20}-06-01T09:00", f"{YEAR + 20}-06-01T10:00", (SUMMER, SUMMER)),
        Case(
            ODD,
            f"{YEAR}-04-01T10:00",
            f"{YEAR}-04-01T11:00",
            (SUMMER, SUMMER),
            venue='Sal "B"; bag\\ved, 3. sal: til <venstre>',
            fields={"lead": "BEGIN:VEVENT\nUID:x\n\nEND:VCALENDAR; , \\", "body": BODY},
        ),
        Case(LONG, f"{YEAR}-04-02T10:00", f"{YEAR}-04-02T11:00", (SUMMER, SUMMER), venue=LONG.strip()),
    ]


def fill() -> dict[str, Expected]:
    """Plant a network with all of this, and return by UID what calendar programs must say."""
    network = factories.make_network()
    group = factories.GroupPageFactory(parent=network.group_index, title="Sjælland", slug="sjaelland")
    factories.GroupPageFactory(parent=network.group_index, title="Syddanmark", slug="syddanmark")
    told = {}
    for case in cases():
        meeting = factories.make_meeting(group, **case.typed())
        told[str(meeting.uid)] = case.expected()
    joint = Case("Fælles netværksmøde", f"{YEAR}-11-20T10:00", f"{YEAR}-11-20T16:00")
    told[str(factories.make_meeting(network.meeting_index, **joint.typed()).uid)] = joint.expected()
    for change in (_moved, _cancelled, _withdrawn, _deleted):
        uid, expected = change(group)
        told[uid] = expected
    return told


def move(meeting: Meeting, day: date, start: time, end: time) -> None:
    """Move a meeting the way the editor does, by publishing its page with another time."""
    page = MeetingPage.objects.get(pk=meeting.page_id)
    page.start_date, page.start_time, page.end_time = day, start, end
    factories.publish(page)


def _moved(group: Any) -> tuple[str, Expected]:
    case = Case("Flyttet møde", f"{YEAR}-09-01T09:00", f"{YEAR}-09-01T12:00", (SUMMER, SUMMER))
    meeting = factories.make_meeting(group, **case.typed())
    move(meeting, date(YEAR, 11, 2), time(10), time(13, 30))
    start, end = f"{YEAR}-11-02T09:00:00Z", f"{YEAR}-11-02T12:30:00Z"
    return str(meeting.uid), replace(case.expected(), start=start, end=end)


def _cancelled(group: Any) -> tuple[str, Expected]:
    case = Case("Aflyst møde", f"{YEAR}-09-02T09:00", f"{YEAR}-09-02T12:00", (SUMMER, SUMMER), venue="Rådhuset")
    meeting = factories.make_meeting(group, **case.typed())
    cancel_meeting(meeting.pk, "Værten er syg.")
    return str(meeting.uid), _as_cancelled(case)


def _withdrawn(group: Any) -> tuple[str, Expected]:
    case = Case("Taget af nettet", f"{YEAR}-09-03T09:00", f"{YEAR}-09-03T12:00", (SUMMER, SUMMER))
    meeting = factories.make_meeting(group, **case.typed())
    meeting.page.unpublish()
    return str(meeting.uid), _as_cancelled(case)


def _deleted(group: Any) -> tuple[str, Expected]:
    case = Case("Slettet møde", f"{YEAR}-09-04", f"{YEAR}-09-05")
    meeting = factories.make_meeting(group, **case.typed())
    MeetingPage.objects.get(pk=meeting.page_id).delete()
    return str(meeting.uid), _as_cancelled(case)


def _as_cancelled(case: Case) -> Expected:
    expected = case.expected()
    with translation.override("da"):
        title = gettext("CANCELLED: %(title)s") % {"title": expected.title}
    return replace(expected, title=title, status="CANCELLED")


def _utc(text: str) -> str:
    return datetime.fromisoformat(text).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _last_sunday(year: int, month: int) -> date:
    last = date(year, month, 31)
    return last - timedelta(days=(last.weekday() + 1) % 7)
