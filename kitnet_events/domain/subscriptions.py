"""Addresses under which calendar programs subscribe."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from wagtail.models import Site

from kitnet_events.enums import FeedKind
from kitnet_events.models import Feed, MeetingPage, RoundPage

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
    feed = None
    if isinstance(page, RoundPage):
        feed = Feed.objects.filter(round_id=page.pk).select_related("round").first()
    elif not isinstance(page, MeetingPage) or group_of(page):
        group_id = group_of(page)
        feed = Feed.objects.filter(group_id=group_id).select_related("group").first() if group_id else None
    kind = FeedKind(feed.kind) if feed else FeedKind.ALL
    root = site_root(request)
    path = feed_path(kind, feed.slug if feed else "")
    return Subscription(
        kind=kind,
        subject=(feed.group or feed.round) if feed else None,
        https_url=root + path,
        webcal_url="webcal://" + root.split("://", 1)[-1] + path,
    )


def site_root(request: HttpRequest | None) -> str:
    """Return scheme and host of the site asked for, without a slash at the end."""
    if request is not None:
        return request.build_absolute_uri("/").rstrip("/")
    site = Site.objects.order_by("-is_default_site").first()
    return site.root_url if site else ""
