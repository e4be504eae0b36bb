"""Calendar feeds: which there are, where they answer, and when they last told something new.

Everything that writes here runs in ``writing_ledger``.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.templatetags.static import static
from django.utils import timezone, translation
from django.utils.translation import gettext

from kitnet_events import conf
from kitnet_events.enums import FeedKind
from kitnet_events.models import Feed, FeedAlias, RoundPage
from kitnet_events.models.feeds import ALL_SLUG
from kitnet_pages.models import GroupPage, Topic

from .ical import FeedFacts, feed_header
from .plaintext import clean_line
from .subscriptions import feed_path
from .surroundings import Surroundings

_LINKS = {FeedKind.GROUP: "group", FeedKind.ROUND: "round", FeedKind.TOPIC: "topic"}
_LONGEST_SLUG_TO_NUMBER = Feed._meta.get_field("slug").max_length - len("-1000")


@contextmanager
def writing_ledger() -> Iterator[None]:
    """Run what is inside in one transaction, as the ledger's only writer, in the site's language.

    Calendars speak that language, whoever is logged in just now.
    """
    with transaction.atomic(), translation.override(settings.LANGUAGE_CODE):
        lock_ledger()
        yield


def lock_ledger() -> None:
    """Make this transaction the ledger's only writer until it ends. Others wait; readers do not.

    The row of the whole network's feed is the lock: nearly every change raises it anyway. Who changes a meeting asks
    for it first, before any other row: two that lock the same rows in another order would wait for each other.
    """
    if not _lock_row():
        # Of two that come first, one makes the row, and the other one waits for it here.
        Feed.objects.get_or_create(kind=FeedKind.ALL, slug=ALL_SLUG, defaults={"header": "", "changed_at": _now()})
        _lock_row()
        reconcile_feed(FeedKind.ALL)


def _lock_row() -> bool:
    return bool(Feed.objects.select_for_update().filter(kind=FeedKind.ALL).values_list("pk"))


def later_than(before: datetime | None) -> datetime:
    """Return now in whole seconds, but at least a second after ``before`` (UTC).

    HTTP dates and DTSTAMP know whole seconds: two changes within one must not look like one.
    """
    now = _now()
    return now if before is None else max(now, before + timedelta(seconds=1))


def _now() -> datetime:
    return timezone.now().replace(microsecond=0)


def raise_versions(feed_ids: Iterable[int]) -> None:
    """Say that feeds have told something new. Runs in the transaction of what they tell."""
    for feed in Feed.objects.select_for_update().filter(pk__in=set(feed_ids)).order_by("pk"):
        _raise_version(feed)
        feed.save(update_fields=["version", "changed_at"])


def _raise_version(feed: Feed) -> None:
    feed.version += 1
    feed.changed_at = later_than(feed.changed_at)


def find_feed(kind: FeedKind, subject: Any = None) -> Feed | None:
    """Return the feed of the whole network, or of a group, round or topic."""
    return Feed.objects.filter(**_key(kind, subject)).first()


def _key(kind: FeedKind, subject: Any) -> dict[str, Any]:
    return {"kind": kind, **({} if subject is None else {_LINKS[kind]: subject})}


def reconcile_feed(kind: FeedKind, subject: Any = None, surroundings: Surroundings | None = None) -> Feed | None:
    """Bring a feed's address and header up to its subject as it is now, and write only a difference.

    A feed is born when its subject is first open to everybody, and stays. Until then there is none: this returns None.
    What its subject is called while it is closed again is told to nobody. A feed that moves leaves an alias behind.
    """
    surroundings = surroundings or Surroundings.read()
    feed = find_feed(kind, subject)
    if not surroundings.is_public(subject):
        return feed
    slug = ALL_SLUG if subject is None else subject.slug
    feed = feed or _orphan(kind, slug) or Feed(kind=kind)
    title = "" if subject is None else clean_line(str(subject))
    told = {"slug": _free_slug(kind, slug, feed), "title": title}
    told["header"] = feed_header(_facts(kind, subject, told, surroundings))
    told |= {f"{link}_id": subject.pk for name, link in _LINKS.items() if name == kind}
    if feed.pk and all(getattr(feed, name) == value for name, value in told.items()):
        return feed
    former = feed.slug
    for name, value in told.items():
        setattr(feed, name, value)
    if feed.pk:
        _raise_version(feed)
    else:
        feed.changed_at = later_than(None)
    feed.save()
    FeedAlias.objects.filter(feed=feed, kind=kind, slug=feed.slug).delete()
    if former and former != feed.slug:
        FeedAlias.objects.get_or_create(kind=kind, slug=former, defaults={"feed": feed})
    return feed


def reconcile_all_feeds() -> int:
    """Bring every feed up to date; return how many changed. Feeds of what was deleted stay as they were."""
    surroundings = Surroundings.read()
    before = dict(Feed.objects.values_list("pk", "version"))
    feeds = [reconcile_feed(FeedKind.ALL, None, surroundings)]
    for kind, model in ((FeedKind.GROUP, GroupPage), (FeedKind.ROUND, RoundPage), (FeedKind.TOPIC, Topic)):
        feeds += [reconcile_feed(kind, subject, surroundings) for subject in model.objects.order_by("pk")]
    return sum(before.get(feed.pk) != feed.version for feed in feeds if feed is not None)


def unborn_header() -> str:
    """Return the header of the whole network's feed before anything was ever published."""
    with translation.override(settings.LANGUAGE_CODE):
        return feed_header(_facts(FeedKind.ALL, None, {"slug": ALL_SLUG}, Surroundings.read()))


def _orphan(kind: FeedKind, slug: str) -> Feed | None:
    """Return a feed at this address whose own subject was deleted: its subscribers get the new one."""
    if kind == FeedKind.ALL:
        return None
    orphans = Feed.objects.filter(kind=kind, group=None, round=None, topic=None)
    return orphans.filter(Q(slug=slug) | Q(aliases__slug=slug)).order_by("pk").first()


def _free_slug(kind: FeedKind, slug: str, feed: Feed) -> str:
    """Return ``slug``, numbered when it leads to another feed of the kind, now or from former times.

    Two pages may share a slug, feeds cannot: who subscribed at an address never gets another group's meetings.
    """
    others = Feed.objects.filter(kind=kind).exclude(pk=feed.pk)
    former = FeedAlias.objects.filter(kind=kind).exclude(feed=feed.pk)
    taken = {*others.values_list("slug", flat=True), *former.values_list("slug", flat=True)}
    candidate, number = slug, 1
    while candidate in taken:
        number += 1
        candidate = f"{slug[:_LONGEST_SLUG_TO_NUMBER]}-{number}"
    return candidate


def _facts(kind: FeedKind, subject: Any, told: dict[str, Any], surroundings: Surroundings) -> FeedFacts:
    site = surroundings.default_site
    if path := getattr(subject, "path", ""):
        site = surroundings.site_of(path) or site
    root = site.root_url if site else ""
    network = clean_line(surroundings.settings_of(site).name)
    return FeedFacts(
        name=f"{told['title']} – {network}" if subject is not None else network,
        description=gettext("Meetings of %(network)s. Moved and cancelled meetings are kept up to date.")
        % {"network": network},
        url=root + "/",
        source=root + feed_path(kind, told["slug"]),
        refresh=timedelta(seconds=conf.get("FEED_REFRESH")),
        colour=getattr(subject, "colour", "") or "",
        image=_picture(root),
    )


def _picture(root: str) -> str:
    """Return the absolute address of the calendars' picture, or an empty string when static files lack it."""
    try:
        address = static("kitnet_events/calendar.png")
    except ValueError:
        # Files were not collected since the last release. Nobody's publication shall fail for a picture.
        return ""
    if address.startswith("//"):
        return root.split("//", 1)[0] + address
    return address if "://" in address else root + address
