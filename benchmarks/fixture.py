"""Ten thousand meetings in seconds: pages and ledger rows written in bulk, each text by ``icalendar``."""

from datetime import UTC, datetime, time, timedelta
from uuid import UUID, uuid5

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.models import Page, Site

from kitnet_events.domain import ical
from kitnet_events.domain.feeds import raise_versions, reconcile_feed, writing_ledger
from kitnet_events.enums import FeedKind, MeetingStatus
from kitnet_events.models import Meeting, MeetingIndexPage, MeetingPage
from kitnet_events.timespan import TimeSpan
from kitnet_pages.models import GroupIndexPage, GroupPage, HomePage

NAMESPACE = UUID("5d3e9c52-7d0e-4d0c-8a53-2a3f8f4f9a10")
SIZES = (100, 1_000, 10_000)
AT_A_TIME = 500
BODY = (
    "<p>Vi hører om <b>rammearkitekturen</b> i praksis, om fælles begreber og om, hvad der virker hos værten.</p>" * 3
)
PAGE_BODY = [{"type": "paragraph", "value": BODY}]
TEXT = "Vi hører om rammearkitekturen i praksis, om fælles begreber og om, hvad der virker hos værten.\n\n" * 3


def plant() -> dict[int, GroupPage]:
    """Make a site with a group for each size, and return the groups."""
    home = Page.get_first_root_node().add_child(instance=HomePage(title="Netværket", introduction="Et netværk."))
    site = Site.objects.get(is_default_site=True)
    site.root_page = home
    site.save()
    home.add_child(instance=MeetingIndexPage(title="Møder"))
    index = home.add_child(instance=GroupIndexPage(title="Grupper"))
    return {
        size: index.add_child(instance=GroupPage(title=f"Gruppe {size}", slug=f"g{size}", introduction="En gruppe."))
        for size in (10, *SIZES)
    }


def facts(number: int) -> ical.EventFacts:
    """Return what calendars are told of a meeting: as much as of a real one."""
    day = datetime(2027, 1, 4, tzinfo=UTC).date() + timedelta(days=number % 3650)
    return ical.EventFacts(
        uid=uuid5(NAMESPACE, str(number)),
        status=ical.CONFIRMED,
        title=f"{number}. netværksmøde om fælles it-arkitektur",
        when=TimeSpan.from_local(day, time(9, 30), day, time(15)),
        created=datetime(2026, 1, 1, tzinfo=UTC),
        url=f"https://kitnet.example/kalender/meeting/{uuid5(NAMESPACE, str(number))}/",
        organizer_name="It-arkitekturnetværket",
        organizer_email="netvaerk@kitnet.example",
        location="Rådhuset, Rådhuspladsen 1, 9999 Nyby",
        description=TEXT + "Program og tilmelding: https://kitnet.example/",
        html=f"<html><body>{BODY}</body></html>",
        categories=("Sjælland", "Rammearkitektur"),
    )


def fill(groups: dict[int, GroupPage]) -> None:
    """Fill the feeds: 10,000 meetings in that of the whole network, as many in the groups' as their names say."""
    with writing_ledger():
        everything = reconcile_feed(FeedKind.ALL)
        feeds = {size: reconcile_feed(FeedKind.GROUP, groups[size]) for size in SIZES[:-1]}
    pages = add_pages(groups[SIZES[-1]], SIZES[-1])
    meetings = Meeting.objects.bulk_create(
        (_meeting(number, page, groups[SIZES[-1]]) for number, page in enumerate(pages)), batch_size=AT_A_TIME
    )
    through = Meeting.feeds.through
    rows = [through(meeting_id=meeting.pk, feed_id=everything.pk) for meeting in meetings]
    for size, feed in feeds.items():
        rows += [through(meeting_id=meeting.pk, feed_id=feed.pk) for meeting in meetings[:size]]
    through.objects.bulk_create(rows, batch_size=AT_A_TIME)
    with writing_ledger():
        raise_versions([everything.pk, *(feed.pk for feed in feeds.values())])
    _analyse()


def add_listed(group: GroupPage, number: int) -> None:
    """Add meetings of ``group`` that stand in lists alone, in no feed."""
    pages = add_pages(group, number)
    Meeting.objects.bulk_create(_meeting(SIZES[-1] + step, page, group) for step, page in enumerate(pages))
    _analyse()


def empty(groups: dict[int, GroupPage]) -> None:
    """Take out again what ``fill`` and ``add_listed`` put in."""
    below = [groups[size].path for size in SIZES]
    depth = groups[SIZES[-1]].depth + 1
    pages = [
        pk
        for path in below
        for pk in Page.objects.filter(path__startswith=path, depth=depth).values_list("pk", flat=True)
    ]
    for at in range(0, len(pages), AT_A_TIME):
        some = pages[at : at + AT_A_TIME]
        meetings = list(Meeting.objects.filter(page_id__in=some).values_list("pk", flat=True))
        for rows in (
            Meeting.feeds.through.objects.filter(meeting_id__in=meetings),
            Meeting.objects.filter(pk__in=meetings),
            QuerySet(MeetingPage).filter(pk__in=some),
            QuerySet(Page).filter(pk__in=some),
        ):
            rows._raw_delete("default")
    _analyse()


def add_meetings(group: GroupPage, number: int) -> MeetingPage:
    """Publish meetings below ``group`` one by one, as an editor does; return the last one's page."""
    for step in range(number):
        day = facts(step).when.first_day
        page = MeetingPage(
            title=f"Møde {step}", start_date=day, start_time=time(9, 30), end_time=time(15), body=PAGE_BODY
        )
        group.add_child(instance=page)
        page.save_revision().publish()
    return page


def add_pages(group: GroupPage, number: int) -> list[MeetingPage]:
    """Write pages below ``group`` in bulk: the tree's rows, then those of the meetings."""
    group.refresh_from_db()
    kind = ContentType.objects.get_for_model(MeetingPage)
    now = timezone.now()
    base = [
        Page(
            path=MeetingPage._get_path(group.path, group.depth + 1, group.numchild + step + 1),
            depth=group.depth + 1,
            title=f"{step}. netværksmøde",
            draft_title=f"{step}. netværksmøde",
            slug=f"moede-{step}",
            url_path=f"{group.url_path}moede-{step}/",
            content_type=kind,
            locale_id=group.locale_id,
            live=True,
            first_published_at=now,
        )
        for step in range(number)
    ]
    pages = []
    for page in Page.objects.bulk_create(base, batch_size=AT_A_TIME):
        when = facts(len(pages)).when
        pages.append(
            MeetingPage(page_ptr_id=page.pk, start_date=when.first_day, start_time=time(9, 30), end_time=time(15))
        )
    fields = MeetingPage._meta.local_concrete_fields
    for at in range(0, number, AT_A_TIME):
        # A model that inherits a table cannot be created in bulk: this writes its own table only.
        QuerySet(MeetingPage)._insert(pages[at : at + AT_A_TIME], fields=fields, using="default")
    Page.objects.filter(pk=group.pk).update(numchild=group.numchild + number)
    return pages


def _meeting(number: int, page: MeetingPage, group: GroupPage) -> Meeting:
    told = facts(number)
    changed_at = datetime(2026, 1, 1, tzinfo=UTC)
    return Meeting(
        uid=told.uid,
        page_id=page.page_ptr_id,
        group=group,
        title=told.title,
        starts_at=told.when.start,
        ends_at=told.when.end,
        venue="Rådhuset",
        published=True,
        first_published_at=changed_at,
        capacity=40,
        status=MeetingStatus.PLANNED,
        changed_at=changed_at,
        vevent=ical.vevent(told, sequence=0, changed_at=changed_at),
    )


def _analyse() -> None:
    """Let the database look at what it holds, as it does on its own on a site that has grown (autovacuum)."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)" if connection.vendor == "postgresql" else "ANALYZE")
