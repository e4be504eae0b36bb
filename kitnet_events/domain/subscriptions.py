"""Addresses under which calendar programs subscribe."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from wagtail.models import Site

from kitnet_events.enums import FeedKind
from kitnet_events.models import Feed, RoundPage

from .next_meetings import group_of


@dataclass(frozen=True)
class Subscription:
    """A feed as a visitor meets it: its kind, its subject (group, round; None for all), its addresses."""

    kind: FeedKind
    subject: Any
    https_url: str
    webcal_url: str


def feed_path(kind: str, slug: str) -> str:
    """Return a feed's path on the site."""
    if kind == FeedKind.ALL:
        return reverse("kitnet_events:feed_all")
    return reverse("kitnet_events:feed", kwargs={"kind": kind, "slug": slug})


def subscription_for(page: Any, request: HttpRequest | None) -> Subscription:
    """Return the feed that fits a page best: its round's, its group's, else the whole network's."""
    feed = _feed_of(page)
    kind = FeedKind(feed.kind) if feed else FeedKind.ALL
    root = site_root(request)
    path = feed_path(kind, feed.slug if feed else "")
    return Subscription(
        kind=kind,
        subject=(feed.group or feed.round) if feed else None,
        https_url=root + path,
        webcal_url="webcal://" + root.split("://", 1)[-1] + path,
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
        return Feed.objects.filter(round_id=page.pk).select_related("round").defer("round__body").first()
    group_id = group_of(page)
    if group_id is None:
        return None
    return Feed.objects.filter(group_id=group_id).select_related("group").defer("group__body").first()


def site_root(request: HttpRequest | None) -> str:
    """Return scheme and host of the site asked for, without a slash at the end."""
    if request is not None:
        return request.build_absolute_uri("/").rstrip("/")
    site = Site.objects.order_by("-is_default_site").first()
    return site.root_url if site else ""
