"""What calendars are told, read from the database as it is now."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext
from wagtail.models import PageViewRestriction, Site
from wagtail.rich_text import expand_db_html

from kitnet_events.models import Meeting, MeetingPage
from kitnet_pages.dates import span_in_words
from kitnet_pages.models import NetworkSettings

from . import ical
from .plaintext import clean_line, clean_text, html_to_text


@dataclass(frozen=True)
class Surroundings:
    """What meetings and feeds share: the sites, their settings, and which parts of the tree are not for everybody.

    Read once for a batch, never from a cache: the ledger tells what the database says.
    """

    sites: tuple[tuple[str, Site, NetworkSettings], ...]
    restricted: tuple[str, ...]

    @classmethod
    def read(cls) -> "Surroundings":
        """Read the surroundings: one query for the sites, one for the restrictions, one a site for its settings."""
        sites = Site.objects.select_related("root_page").order_by("-is_default_site", "pk")
        return cls(
            sites=tuple((site.root_page.path, site, NetworkSettings.for_site(site)) for site in sites),
            restricted=tuple(PageViewRestriction.objects.values_list("page__path", flat=True)),
        )

    def site_of(self, path: str) -> Site | None:
        """Return the site in which a page with this path stands: the innermost, of equal ones the default site."""
        found = [(len(root), site) for root, site, _settings in self.sites if path.startswith(root)]
        return max(found, key=lambda pair: pair[0])[1] if found else None

    def settings_of(self, site: Site | None) -> NetworkSettings | None:
        """Return a site's settings; those of the default site when it is None."""
        for _root, each, network in self.sites:
            if site is None or each.pk == site.pk:
                return network
        return None

    @property
    def default_site(self) -> Site | None:
        """The default site, or the first one."""
        return self.sites[0][1] if self.sites else None

    def is_open(self, path: str) -> bool:
        """Whether everybody may see a page with this path: in a site, and under no view restriction."""
        return self.site_of(path) is not None and not path.startswith(self.restricted)


def location_of(meeting: Meeting) -> str:
    """Return the place in one line: venue and address, else the host municipality."""
    parts = [clean_line(part) for part in (meeting.venue, meeting.address)]
    return ", ".join(part for part in parts if part) or (meeting.host.name if meeting.host else "")


def calendar_status(meeting: Meeting) -> str:
    """Return STATUS (RFC 5545, section 3.8.1.11). What is withdrawn from the web is cancelled in calendars."""
    if not meeting.published or meeting.is_cancelled:
        return ical.CANCELLED
    return ical.TENTATIVE if meeting.is_announced else ical.CONFIRMED


def event_facts(meeting: Meeting, page: MeetingPage | None, surroundings: Surroundings) -> ical.EventFacts:
    """Return what calendars are told of a meeting. ``page`` is its public page, or None when it is withdrawn."""
    site = (surroundings.site_of(page.path) if page else None) or surroundings.default_site
    network = surroundings.settings_of(site)
    url = (site.root_url if site else "") + meeting.permanent_path
    status = calendar_status(meeting)
    title = clean_line(meeting.title)
    if status == ical.CANCELLED:
        title = gettext("CANCELLED: %(title)s") % {"title": title}
    html = _html(page) if page else ""
    return ical.EventFacts(
        uid=meeting.uid,
        status=status,
        title=title,
        when=meeting.when,
        created=meeting.first_published_at,
        url=url,
        organizer_name=clean_line(network.name) if network else "",
        organizer_email=(network.role_mailbox if network else "") or settings.DEFAULT_FROM_EMAIL,
        location=location_of(meeting),
        description=_description(meeting, page, html, url),
        html=_outlook_html(html, url) if html else "",
        categories=_categories(meeting),
    )


def _categories(meeting: Meeting) -> tuple[str, ...]:
    names = [meeting.group.title] if meeting.group else []
    if meeting.joint:
        names = [gettext("Joint meeting")]
    names += [topic.name for topic in sorted(meeting.topics.all(), key=lambda topic: topic.name)]
    return tuple(clean_line(name) for name in names)


def _description(meeting: Meeting, page: MeetingPage | None, html: str, url: str) -> str:
    notes = _notes(meeting) if page else []
    if not page:
        return ""
    body = [clean_text(page.lead), _programme_text(page), html_to_text(html)]
    link = gettext("Programme and sign-up: %(url)s") % {"url": url}
    return "\n\n".join(part.strip() for part in [*notes, *body, link] if part.strip())


def _notes(meeting: Meeting) -> list[str]:
    notes = []
    if meeting.is_cancelled:
        reason = clean_text(meeting.cancellation_reason)
        notes.append(gettext("The meeting is cancelled. %(reason)s") % {"reason": reason})
    elif meeting.is_announced:
        notes.append(gettext("Only the date is set. Programme and sign-up follow."))
    if (moved := meeting.moved_from) and not meeting.is_cancelled:
        old = span_in_words(moved.start, moved.end, date_only=moved.date_only)
        new = span_in_words(meeting.when.start, meeting.when.end, date_only=meeting.when.date_only)
        notes.append(gettext("The meeting is moved. Before: %(old)s. Now: %(new)s.") % {"old": old, "new": new})
    return notes


def _programme_text(page: MeetingPage) -> str:
    lines = []
    for item in page.programme_items.all():
        times = "–".join(t.strftime("%-H.%M") for t in (item.start_time, item.end_time) if t)
        speaker = ", ".join(clean_line(part) for part in (item.speaker, item.speaker_title) if part)
        line = " ".join(part for part in (times, clean_line(item.title)) if part)
        lines.append(f"{line} ({speaker})" if speaker else line)
    return "\n".join([gettext("Programme"), *lines]) if lines else ""


def _html(page: MeetingPage) -> str:
    """Return the running text of the body as simple HTML: what a calendar program can show."""
    pieces = [_BLOCK_HTML[child.block_type](child.value) for child in page.body if child.block_type in _BLOCK_HTML]
    return "".join(pieces)


def _outlook_html(html: str, url: str) -> str:
    return clean_text(f'<html><body>{html}<p><a href="{url}">{url}</a></p></body></html>')


def _paragraph(value: Any) -> str:
    return expand_db_html(value.source)


def _heading(value: Any) -> str:
    return f"<h3>{_escape(value['text'])}</h3>"


def _quote(value: Any) -> str:
    who = ", ".join(part for part in (value["person"], value["title"], value["organisation"]) if part)
    return f"<blockquote>{_escape(value['text'])} ({_escape(who)})</blockquote>"


def _fact_box(value: Any) -> str:
    return f"<h3>{_escape(value['heading'])}</h3>{expand_db_html(value['text'].source)}"


def _escape(text: str) -> str:
    return clean_text(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


_BLOCK_HTML = {"paragraph": _paragraph, "heading": _heading, "quote": _quote, "fact_box": _fact_box}
