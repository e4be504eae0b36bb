"""The calendar ledger: the one way from a page to what calendars are told.

``reconcile_meetings`` reads the database afresh, locks the meetings' rows, compares, and writes only a difference. It
may be run at any time, for any meeting, any number of times.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from kitnet_events import conf
from kitnet_events.enums import FeedKind, MailKey, MeetingStatus
from kitnet_events.models import Meeting, MeetingPage
from kitnet_events.timespan import TimeSpan
from kitnet_pages.dates import span_in_words
from kitnet_pages.models import GroupPage

from .announcing import announce_change
from .facts import Surroundings, event_facts, location_of
from .feeds import feed_for, later_than, raise_versions
from .ical import significant_lines, vevent

_DAYS_A_MONTH = 30.4375


def reconcile_page(page_id: int) -> None:
    """Bring the meeting of a page up to it. A page saved for the first time gives birth to its meeting."""
    with transaction.atomic():
        page = MeetingPage.objects.filter(pk=page_id).only("pk", "title").first()
        if page is None:
            return
        meeting, _born = Meeting.objects.get_or_create(page_id=page.pk, defaults={"title": page.title})
        reconcile_meetings([meeting.pk])


def reconcile_meetings(meeting_ids: Iterable[int]) -> int:
    """Bring meetings up to their pages and calendars up to the meetings. Return how many calendars see differently."""
    # Calendars speak the site's language, whoever is logged in just now.
    with transaction.atomic(), translation.override(settings.LANGUAGE_CODE):
        meetings = list(Meeting.objects.select_for_update().filter(pk__in=set(meeting_ids)).order_by("pk"))
        batch = _Batch.read(meetings)
        touched: set[int] = set()
        changed = 0
        for meeting in meetings:
            feeds = batch.reconcile(meeting)
            touched |= feeds
            changed += bool(feeds)
        raise_versions(touched)
        return changed


def window_start(now: datetime | None = None) -> datetime:
    """Return the moment (UTC) before which a meeting must have ended to be left out of the feeds."""
    return (now or timezone.now()) - timedelta(days=round(conf.get("FEED_PAST_MONTHS") * _DAYS_A_MONTH))


@dataclass(frozen=True)
class _Told:
    """Time and place as the web had them: what participants are told when it changes."""

    published: bool
    when: TimeSpan | None
    location: str

    @classmethod
    def of(cls, meeting: Meeting) -> "_Told":
        return cls(meeting.published, meeting.when, location_of(meeting))


@dataclass
class _Batch:
    """What several meetings share while they are reconciled."""

    surroundings: Surroundings
    pages: dict[int, MeetingPage]
    groups: dict[str, GroupPage]
    window_start: datetime

    @classmethod
    def read(cls, meetings: Sequence[Meeting]) -> "_Batch":
        pages = MeetingPage.objects.filter(pk__in=[meeting.page_id for meeting in meetings if meeting.page_id])
        groups = GroupPage.objects.defer("body")
        return cls(
            Surroundings.read(),
            pages.select_related("host", "round").prefetch_related("programme_items").in_bulk(),
            {group.path: group for group in groups},
            window_start(),
        )

    def reconcile(self, meeting: Meeting) -> set[int]:
        """Bring one locked meeting up to date; return the feeds whose readers see something else."""
        page = self.pages.get(meeting.page_id)
        visible = page is not None and self._is_visible(page)
        before = _Told.of(meeting)
        old = {field.attname: getattr(meeting, field.attname) for field in meeting._meta.concrete_fields}
        if visible or (page is not None and meeting.first_published_at is None):
            self._take_facts(meeting, page)
        if visible:
            self._take_times(meeting, page)
        meeting.published = visible
        if meeting.first_published_at is None:
            self._save(meeting, old)
            return set()
        feeds_before = set(meeting.feeds.values_list("pk", flat=True))
        feeds = self._feeds(meeting, feeds_before)
        rewritten = self._write(meeting, page if visible else None)
        self._save(meeting, old)
        if rewritten:
            _tell_participants(meeting, before)
        if feeds != feeds_before:
            meeting.feeds.set(feeds)
        return feeds | feeds_before if rewritten else feeds ^ feeds_before

    def _is_visible(self, page: MeetingPage) -> bool:
        return bool(page.live and page.start_date and not page.alias_of_id and self.surroundings.is_open(page.path))

    def _take_facts(self, meeting: Meeting, page: MeetingPage) -> None:
        group = self.groups.get(page.path[: -page.steplen])
        meeting.title = page.title
        meeting.venue, meeting.address = page.venue, page.address
        meeting.host, meeting.round = page.host, page.round
        meeting.group, meeting.joint = group, group is None
        if meeting.pk:
            topics = set(page.topics.values_list("pk", flat=True))
            if topics != set(meeting.topics.values_list("pk", flat=True)):
                meeting.topics.set(topics)

    def _take_times(self, meeting: Meeting, page: MeetingPage) -> None:
        when = page.when
        if meeting.first_published_at is None:
            meeting.first_published_at = (page.first_published_at or timezone.now()).replace(microsecond=0)
        elif _is_moved(meeting.when, when):
            was = meeting.when
            meeting.moved_from_start, meeting.moved_from_end = was.start, was.end
            meeting.moved_from_date_only = was.date_only
        meeting.starts_at, meeting.ends_at, meeting.date_only = when.start, when.end, when.date_only
        if not meeting.is_cancelled:
            meeting.status = MeetingStatus.ANNOUNCED if when.date_only else MeetingStatus.PLANNED

    def _feeds(self, meeting: Meeting, before: set[int]) -> set[int]:
        """Return the feeds in which the meeting stands. One that is withdrawn stays where it was, until long past."""
        if meeting.ends_at < self.window_start:
            return set()
        if not meeting.published:
            return before
        groups = [group for group in self.groups.values() if group.live] if meeting.joint else [meeting.group]
        feeds = [feed_for(FeedKind.ALL)] + [feed_for(FeedKind.GROUP, group) for group in groups]
        feeds += [feed_for(FeedKind.ROUND, meeting.round)] if meeting.round and meeting.round.live else []
        feeds += [feed_for(FeedKind.TOPIC, topic) for topic in meeting.topics.all()]
        return {feed.pk for feed in feeds}

    def _write(self, meeting: Meeting, page: MeetingPage | None) -> bool:
        """Write the component if calendars would see another one; return whether they would."""
        facts = event_facts(meeting, page, self.surroundings)
        told = meeting.vevent
        if told:
            again = vevent(facts, sequence=meeting.sequence, changed_at=meeting.changed_at)
            if again == told:
                return False
            if significant_lines(again) != significant_lines(told):
                meeting.sequence += 1
        meeting.changed_at = later_than(meeting.changed_at)
        meeting.vevent = vevent(facts, sequence=meeting.sequence, changed_at=meeting.changed_at)
        return True

    @staticmethod
    def _save(meeting: Meeting, old: dict[str, object]) -> None:
        changed = [name for name, value in old.items() if getattr(meeting, name) != value]
        if changed:
            meeting.save(update_fields=changed)


def _tell_participants(meeting: Meeting, before: _Told) -> None:
    """Write the mails that a new time or place calls for. That a meeting is cancelled is told by who cancels it."""
    now = _Told.of(meeting)
    over = before.when is None or before.when.end <= timezone.now()
    if not (before.published and now.published) or meeting.is_cancelled or over:
        return
    if (before.when, before.location) != (now.when, now.location):
        old = span_in_words(before.when.start, before.when.end, date_only=before.when.date_only)
        announce_change(meeting, MailKey.MEETING_MOVED, {"old_when": old, "old_place": before.location})


def _is_moved(was: TimeSpan | None, now: TimeSpan) -> bool:
    """Whether publishing ``now`` after ``was`` moves a meeting.

    A time of day given to a date that stands, another end, and the correction of a meeting that is over move nothing.
    """
    if was is None or was.end <= timezone.now():
        return False
    if was.date_only or now.date_only:
        return was.first_day != now.first_day
    return was.start != now.start
