"""A meeting's entry in the calendar ledger: from its page to its facts, its feeds and its component."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext

from kitnet_events import conf
from kitnet_events.enums import FeedKind, MailKey, MeetingStatus
from kitnet_events.models import Feed, Meeting, MeetingPage
from kitnet_events.timespan import TimeSpan
from kitnet_pages.dates import span_in_words
from kitnet_pages.models import GroupPage

from .announcing import announce_change
from .facts import event_facts, location_of
from .feeds import later_than, reconcile_feed
from .ical import sequence_of, significant_lines, vevent
from .surroundings import Surroundings
from .terms import follow_move

_DAYS_A_MONTH = 30.4375


def window_start(now: datetime | None = None) -> datetime:
    """Return the moment (UTC) before which a meeting must have ended to be left out of the feeds."""
    return (now or timezone.now()) - timedelta(days=round(conf.get("FEED_PAST_MONTHS") * _DAYS_A_MONTH))


@dataclass(frozen=True)
class Outcome:
    """What reconciling did: whether anything of the meeting changed, and in which feeds readers see it."""

    changed: bool
    feeds: frozenset[int] = frozenset()


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
class Batch:
    """What several meetings share while they are reconciled, read in a few queries for all of them.

    ``feeds`` has key and public title of each feed by its kind and its subject's key; None where there is no feed yet.
    """

    surroundings: Surroundings
    pages: dict[int, MeetingPage]
    topics: dict[int, set[int]]
    groups: dict[str, GroupPage]
    feeds: dict[tuple[str, int | None], tuple[int, str] | None]
    window_start: datetime

    @classmethod
    def read(cls, meetings: Sequence[Meeting]) -> "Batch":
        """Read what reconciling ``meetings`` needs."""
        ids = [meeting.page_id for meeting in meetings if meeting.page_id]
        found = MeetingPage.objects.filter(pk__in=ids).select_related("host", "round")
        pages = found.prefetch_related("programme_items").in_bulk()
        topics: dict[int, set[int]] = {}
        chosen = MeetingPage.topics.through.objects.filter(meetingpage_id__in=ids)
        for page_id, topic_id in chosen.values_list("meetingpage_id", "topic_id"):
            topics.setdefault(page_id, set()).add(topic_id)
        wanted = Q(kind=FeedKind.ALL) | Q(group__isnull=False)
        wanted |= Q(round__in={page.round_id for page in pages.values()} - {None})
        wanted |= Q(topic__in=set().union(*topics.values()))
        rows = Feed.objects.filter(wanted).values_list("kind", "group_id", "round_id", "topic_id", "pk", "title")
        return cls(
            Surroundings.read(),
            pages,
            topics,
            {group.path: group for group in GroupPage.objects.defer("body")},
            {(kind, group or round_ or topic): (pk, title) for kind, group, round_, topic, pk, title in rows},
            window_start(),
        )

    def reconcile(self, meeting: Meeting) -> Outcome:
        """Bring one locked meeting up to date."""
        page = self.pages.get(meeting.page_id)
        visible = page if page is not None and self._is_visible(page) else None
        before = _Told.of(meeting)
        old = {field.attname: getattr(meeting, field.attname) for field in meeting._meta.concrete_fields}
        new_topics = self._take_facts(meeting, page, visible)
        meeting.published = visible is not None
        feeds_before = feeds = {feed.pk for feed in meeting.feeds.all()}
        rewritten = False
        if meeting.first_published_at is not None:
            feeds = self._feeds(meeting, feeds_before)
            rewritten = self._write(meeting, visible)
        saved = self._save(meeting, old)
        if rewritten:
            _tell_participants(meeting, before)
        if feeds != feeds_before:
            meeting.feeds.set(feeds)
        touched = feeds | feeds_before if rewritten else feeds ^ feeds_before
        return Outcome(saved or new_topics or feeds != feeds_before, frozenset(touched))

    def _is_visible(self, page: MeetingPage) -> bool:
        return bool(page.live and page.start_date and not page.alias_of_id and self.surroundings.is_open(page.path))

    # ── From the page ────────────────────────────────────────────────────────────────────────────────────────────
    def _take_facts(self, meeting: Meeting, page: MeetingPage | None, visible: MeetingPage | None) -> bool:
        """Take over what the page says; return whether the topics changed. What is withdrawn stays as published.

        Only the place in the tree is never a draft. Nor is there anything to keep before the first publication.
        """
        if page is None:
            return False
        group = self.groups.get(page.path[: -page.steplen])
        meeting.group, meeting.joint = group, group is None
        if visible is None and meeting.first_published_at is not None:
            return False
        meeting.title = page.title
        meeting.venue, meeting.address = page.venue, page.address
        meeting.host, meeting.round = page.host, page.round
        if visible is not None:
            self._take_times(meeting, page)
        topics = self.topics.get(page.pk, set())
        if topics == {topic.pk for topic in meeting.topics.all()}:
            return False
        meeting.topics.set(topics)
        return True

    def _take_times(self, meeting: Meeting, page: MeetingPage) -> None:
        when = page.when
        if meeting.first_published_at is None:
            meeting.first_published_at = (page.first_published_at or timezone.now()).replace(microsecond=0)
        elif _is_moved(meeting.when, when):
            was = meeting.when
            meeting.moved_from_start, meeting.moved_from_end = was.start, was.end
            meeting.moved_from_date_only = was.date_only
            follow_move(meeting, (when.first_day - was.first_day).days, timezone.now())
        meeting.starts_at, meeting.ends_at, meeting.date_only = when.start, when.end, when.date_only
        if not meeting.is_cancelled:
            meeting.status = MeetingStatus.ANNOUNCED if when.date_only else MeetingStatus.PLANNED

    # ── To calendars ─────────────────────────────────────────────────────────────────────────────────────────────
    def _feeds(self, meeting: Meeting, before: set[int]) -> set[int]:
        """Return the feeds in which the meeting stands. One that is withdrawn stays where it was, until long past."""
        if meeting.ends_at < self.window_start:
            return set()
        if not meeting.published:
            return before
        found = [self._feed(FeedKind.ALL)]
        groups: Iterable[Any] = self.groups.values() if meeting.joint else [meeting.group]
        found += [self._feed(FeedKind.GROUP, group) for group in groups]
        found += [self._feed(FeedKind.ROUND, meeting.round)] if meeting.round else []
        found += [self._feed(FeedKind.TOPIC, topic) for topic in meeting.topics.all()]
        return {feed[0] for feed in found if feed is not None}

    def _feed(self, kind: FeedKind, subject: Any = None) -> tuple[int, str] | None:
        """Return key and public title of a feed, which is made when there is none and may be one; else None."""
        key = (kind.value, subject.pk if subject is not None else None)
        if key not in self.feeds:
            feed = reconcile_feed(kind, subject, self.surroundings)
            self.feeds[key] = (feed.pk, feed.title) if feed else None
        return self.feeds[key]

    def _categories(self, meeting: Meeting) -> list[str]:
        """Return what group and topics are called in public: their feeds know, drafts and closed pages do not."""
        group = self._feed(FeedKind.GROUP, meeting.group) if meeting.group else None
        topics = [self._feed(FeedKind.TOPIC, topic) for topic in meeting.topics.all()]
        first = [gettext("Joint meeting")] if meeting.joint else [group[1]] if group else []
        return first + sorted(topic[1] for topic in topics if topic is not None)

    def _write(self, meeting: Meeting, page: MeetingPage | None) -> bool:
        """Write the component if calendars would see another one; return whether they would."""
        facts = event_facts(meeting, page, self.surroundings, self._categories(meeting) if page else ())
        if told := meeting.vevent:
            meeting.sequence = max(meeting.sequence, sequence_of(told))
            again = vevent(facts, sequence=meeting.sequence, changed_at=meeting.changed_at or timezone.now())
            if again == told:
                return False
            if significant_lines(again) != significant_lines(told):
                meeting.sequence += 1
        meeting.changed_at = later_than(meeting.changed_at)
        meeting.vevent = vevent(facts, sequence=meeting.sequence, changed_at=meeting.changed_at)
        return True

    @staticmethod
    def _save(meeting: Meeting, old: dict[str, object]) -> bool:
        changed = [name for name, value in old.items() if getattr(meeting, name) != value]
        if changed:
            meeting.save(update_fields=changed)
        return bool(changed)


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
