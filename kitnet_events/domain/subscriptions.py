"""Addresses under which calendar programs subscribe."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site

from kitnet_events.enums import FeedKind
from kitnet_events.models import Feed, Meeting, MeetingIndexPage, RoundPage
from kitnet_pages.domain.navigation import network_settings
from kitnet_pages.query import clean_query

from .next_meetings import group_of

GOOGLE_ADDRESS = "https://calendar.google.com/calendar/render?"
OFFICE_ADDRESS = "https://outlook.office.com/calendar/0/addfromweb?"
OUTLOOK_COM_ADDRESS = "https://outlook.live.com/calendar/0/addfromweb?"

# Programs that a panel names; the subscribe page explains one more: any other.
PROGRAM_NAMES = {"outlook": "Outlook", "google": "Google", "apple": "Apple", "android": "Android"}
PROGRAMS = (*PROGRAM_NAMES, "other")


class NoSuchCalendarError(LookupError):
    """There is no calendar under the key asked for."""


@dataclass(frozen=True)
class Subscription:
    """A feed as a visitor meets it: its kind, its subject (group, round; None for all), its addresses.

    ``key`` names it in the subscribe page's address, ``page_path`` is that page, ``title`` what calendars call it.
    """

    kind: FeedKind
    subject: Any
    https_url: str
    webcal_url: str
    key: str
    page_path: str
    title: str

    @property
    def google_url(self) -> str:
        """Where Google Calendar subscribes to it."""
        return GOOGLE_ADDRESS + _query(cid=self.webcal_url)

    @property
    def office_url(self) -> str:
        """Where Outlook on the web subscribes to it: an account at work or school."""
        return OFFICE_ADDRESS + _query(url=self.https_url, name=self.title)

    @property
    def outlook_com_url(self) -> str:
        """Where Outlook.com subscribes to it: a private account."""
        return OUTLOOK_COM_ADDRESS + _query(url=self.https_url, name=self.title)

    @property
    def program_paths(self) -> list[tuple[str, str]]:
        """Names of programs, and where each is explained on the subscribe page."""
        sign = "&" if "?" in self.page_path else "?"
        return [(name, f"{self.page_path}{sign}program={key}#kn-program") for key, name in PROGRAM_NAMES.items()]


def feed_path(kind: str, slug: str) -> str:
    """Return a feed's path on the site."""
    if kind == FeedKind.ALL:
        return reverse("kitnet_events:feed_all")
    return reverse("kitnet_events:feed", kwargs={"kind": kind, "slug": slug})


def subscription_for(page: Any, request: HttpRequest | None) -> Subscription:
    """Return the feed that fits a page best: its round's (until it is over), its group's, else the whole network's.

    A list that a visitor narrowed down to a group (``?gruppe=``) is followed as that group's.
    """
    chosen = request.GET.get("gruppe", "") if request is not None and isinstance(page, MeetingIndexPage) else ""
    return _subscription(
        (chosen and _feed_of_group(group__slug=clean_query(chosen), group__live=True)) or _feed_of(page), request
    )


def subscription_choices(request: HttpRequest | None) -> list[Subscription]:
    """Return the whole network's feed, then those of the published groups, by title."""
    feeds = Feed.objects.filter(kind=FeedKind.GROUP, group__live=True).select_related("group").defer("group__body")
    return [_subscription(None, request), *(_subscription(feed, request) for feed in feeds.order_by("group__title"))]


def subscription_by_key(key: str, request: HttpRequest | None) -> Subscription:
    """Return the feed that a key names: ``all``, or kind and slug as ``group/sjaelland``.

    Raises NoSuchCalendarError when there is none, or when what it is about was deleted.
    """
    if key in {"", FeedKind.ALL}:
        return _subscription(None, request)
    if "\0" in key:
        # PostgreSQL would not take the question.
        raise NoSuchCalendarError(key)
    kind, _, slug = key.partition("/")
    feeds = Feed.objects.filter(kind=kind, slug=slug).select_related("group", "round", "topic")
    feed = feeds.exclude(kind=FeedKind.ALL).first()
    if feed is None or feed.subject is None:
        raise NoSuchCalendarError(key)
    return _subscription(feed, request)


def _subscription(feed: Feed | None, request: HttpRequest | None) -> Subscription:
    kind = FeedKind(feed.kind) if feed else FeedKind.ALL
    key = f"{feed.kind}/{feed.slug}" if feed else str(FeedKind.ALL)
    root = site_root(request)
    path = feed_path(kind, feed.slug if feed else "")
    page_path = reverse("kitnet_events:subscribe")
    network = network_settings(request)
    short = network.short_name or network.name
    return Subscription(
        kind=kind,
        subject=feed.subject if feed else None,
        https_url=root + path,
        webcal_url="webcal://" + root.split("://", 1)[-1] + path,
        key=key,
        page_path=f"{page_path}?{urlencode({'kalender': key}, safe='/')}" if feed else page_path,
        title=f"{short}: {feed}" if feed else network.name,
    )


def _feed_of(page: Any) -> Feed | None:
    """Return the feed of a round's page or of the group that a page belongs to. Read once for each page in hand."""
    if page is None:
        return None
    if "kitnet_feed" not in page.__dict__:
        page.kitnet_feed = _read_feed(page)
    return page.kitnet_feed


def _read_feed(page: Any) -> Feed | None:
    if isinstance(page, RoundPage):
        # A round that is over has nothing more to tell: then the whole network's.
        to_come = Exists(Meeting.objects.filter(round_id=OuterRef("round_id"), ends_at__gt=timezone.now()))
        feeds = Feed.objects.filter(to_come, round_id=page.pk).select_related("round")
        return feeds.defer("round__body").first()
    group_id = group_of(page)
    if group_id is None:
        return None
    return _feed_of_group(group_id=group_id)


def _feed_of_group(**group: Any) -> Feed | None:
    return Feed.objects.filter(kind=FeedKind.GROUP, **group).select_related("group").defer("group__body").first()


def site_root(request: HttpRequest | None) -> str:
    """Return scheme and host of the site asked for, without a slash at the end."""
    if request is not None:
        return request.build_absolute_uri("/").rstrip("/")
    site = Site.objects.order_by("-is_default_site").first()
    return site.root_url if site else ""


def _query(**values: str) -> str:
    # Blanks as %20: Outlook shows a plus as a plus.
    return urlencode(values, quote_via=quote)
