"""Calendar feeds: which there are, where they answer, and when they last told something new."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.templatetags.static import static
from django.utils import timezone
from django.utils.translation import gettext

from kitnet_events import conf
from kitnet_events.enums import FeedKind
from kitnet_events.models import Feed, FeedAlias
from kitnet_events.models.feeds import ALL_SLUG
from kitnet_pages.models import GroupPage, Topic

from .facts import Surroundings
from .ical import FeedFacts, feed_header
from .plaintext import clean_line
from .subscriptions import feed_path

_LINKS = {FeedKind.GROUP: "group", FeedKind.ROUND: "round", FeedKind.TOPIC: "topic"}


def later_than(before: datetime | None) -> datetime:
    """Return now in whole seconds, but at least a second after ``before`` (UTC).

    HTTP dates and DTSTAMP know whole seconds: two changes within one must not look like one.
    """
    now = timezone.now().replace(microsecond=0)
    return now if before is None else max(now, before + timedelta(seconds=1))


def raise_versions(feed_ids: Iterable[int]) -> None:
    """Say that feeds have told something new. Runs in the transaction of what they tell."""
    # Rows are locked in one order, so that two transactions never wait for each other.
    for feed in Feed.objects.select_for_update().filter(pk__in=set(feed_ids)).order_by("pk"):
        feed.version += 1
        feed.changed_at = later_than(feed.changed_at)
        feed.save(update_fields=["version", "changed_at"])


def feed_for(kind: FeedKind, subject: Any = None) -> Feed:
    """Return the feed of the whole network, or of a group, round or topic. It is made when first asked for."""
    link = {_LINKS[kind]: subject} if subject is not None else {}
    feed = Feed.objects.filter(kind=kind, **link).first()
    return feed or reconcile_feed(kind, subject)


def reconcile_feed(kind: FeedKind, subject: Any = None, surroundings: Surroundings | None = None) -> Feed:
    """Bring a feed's address and header up to its subject as it is now, and write only a difference.

    A feed that moves to another address leaves an alias behind at the old one.
    """
    link = {_LINKS[kind]: subject} if subject is not None else {}
    feed = Feed.objects.select_for_update().filter(kind=kind, **link).first()
    if feed is None and subject is not None:
        feed = _orphan(kind, subject)
    slug = _free_slug(kind, _slug(subject), feed)
    header = feed_header(_facts(kind, subject, slug, surroundings or Surroundings.read()))
    if feed is None:
        FeedAlias.objects.filter(kind=kind, slug=slug).delete()
        return Feed.objects.create(kind=kind, slug=slug, header=header, changed_at=later_than(None), **link)
    if (feed.slug, feed.header, feed.subject) == (slug, header, subject):
        return feed
    if feed.slug != slug:
        FeedAlias.objects.filter(kind=kind, slug=slug).delete()
        FeedAlias.objects.update_or_create(kind=kind, slug=feed.slug, defaults={"feed": feed})
    feed.slug, feed.header = slug, header
    for name, value in link.items():
        setattr(feed, name, value)
    feed.version += 1
    feed.changed_at = later_than(feed.changed_at)
    feed.save()
    return feed


def reconcile_all_feeds() -> int:
    """Bring every feed up to date; return how many changed. Feeds of what was deleted stay as they were."""
    surroundings = Surroundings.read()
    before = dict(Feed.objects.values_list("pk", "version"))
    feeds = [reconcile_feed(FeedKind.ALL, None, surroundings)]
    feeds += [reconcile_feed(FeedKind.GROUP, group, surroundings) for group in GroupPage.objects.order_by("pk")]
    feeds += [reconcile_feed(FeedKind.TOPIC, topic, surroundings) for topic in Topic.objects.order_by("pk")]
    for feed in Feed.objects.filter(round__isnull=False).select_related("round").order_by("pk"):
        feeds.append(reconcile_feed(FeedKind.ROUND, feed.round, surroundings))
    return sum(before.get(feed.pk) != feed.version for feed in feeds)


def _orphan(kind: FeedKind, subject: Any) -> Feed | None:
    """Return a feed at the subject's address whose own subject was deleted: its subscribers get the new one."""
    orphan = Feed.objects.select_for_update(of=("self",)).filter(kind=kind, slug=_slug(subject))
    return orphan.filter(group=None, round=None, topic=None).first()


def _slug(subject: Any) -> str:
    return ALL_SLUG if subject is None else subject.slug


def _free_slug(kind: FeedKind, slug: str, feed: Feed | None) -> str:
    """Return ``slug``, numbered when another feed of the kind has it: two pages may share one, feeds cannot."""
    taken = set(
        Feed.objects.filter(kind=kind, slug__startswith=slug)
        .exclude(pk=feed and feed.pk)
        .values_list("slug", flat=True)
    )
    candidate, number = slug, 1
    while candidate in taken:
        number += 1
        candidate = f"{slug}-{number}"
    return candidate


def _facts(kind: FeedKind, subject: Any, slug: str, surroundings: Surroundings) -> FeedFacts:
    site = surroundings.default_site
    path = getattr(subject, "path", "")
    if path:
        site = surroundings.site_of(path) or site
    root = site.root_url if site else ""
    network = surroundings.settings_of(site)
    network_name = clean_line(network.name) if network else ""
    return FeedFacts(
        name=_name(subject, network_name),
        description=gettext("Meetings of %(network)s. Moved and cancelled meetings are kept up to date.")
        % {"network": network_name},
        url=root + "/",
        source=root + feed_path(kind, slug),
        refresh=timedelta(seconds=conf.get("FEED_REFRESH")),
        colour=getattr(subject, "colour", "") or "",
        image=_absolute(root, static("kitnet_events/calendar.png")),
    )


def _name(subject: Any, network_name: str) -> str:
    if subject is None:
        return network_name
    return f"{clean_line(str(subject))} – {network_name}"


def _absolute(root: str, address: str) -> str:
    return address if "://" in address else root + address
