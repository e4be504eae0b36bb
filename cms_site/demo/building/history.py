"""The demo's past: a page of 2016 was published in 2016, and its history says so."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from wagtail.log_actions import log
from wagtail.models import Page, PageLogEntry, Revision
from wagtail.signal_handlers import disable_reference_index_auto_update

_ZONE = ZoneInfo("Europe/Copenhagen")
_NAMESPACE = UUID("6f1d0f0e-6a0e-5c7b-9a55-24102016a4b0")
_MORNING = time(9, 15)


def page_key(key: str) -> UUID:
    """Return the translation key of the demo's page with this name: it survives new titles, addresses and places."""
    return uuid5(_NAMESPACE, key)


def morning_of(day: date) -> datetime:
    """Return the hour at which the demo's editors publish."""
    return datetime.combine(day, _MORNING, tzinfo=_ZONE)


@dataclass
class History:
    """Publishes pages as on an earlier day, and dates what Wagtail wrote down about it."""

    user: Any
    _pages: dict[int, tuple[datetime, datetime]] = field(default_factory=dict)
    _revisions: list[Revision] = field(default_factory=list)

    def born(self, page: Page, parent: Page, key: str, day: date) -> Page:
        """Add a page as a draft of that day. Its first publication will have been then."""
        page.translation_key = page_key(key)
        page.owner = self.user
        page.live = False
        page.has_unpublished_changes = True
        page.first_published_at = morning_of(day)
        # What it refers to is indexed when it is published.
        with disable_reference_index_auto_update():
            parent.add_child(instance=page)
        log(page, "wagtail.create", user=self.user)
        return page

    def publish(self, page: Page, day: date) -> None:
        """Save a revision of the page and publish it, as on that day."""
        with disable_reference_index_auto_update():
            revision = page.save_revision(user=self.user, log_action=True)
        revision.publish(user=self.user)
        moment = morning_of(day)
        revision.created_at = moment
        self._revisions.append(revision)
        first, _last = self._pages.get(page.pk, (moment, moment))
        self._pages[page.pk] = (first, moment)

    def write_down(self) -> None:
        """Give pages, revisions and log entries their days. Wagtail itself knows only the present.

        None of these fields means anything to calendars, so the pages' own ``save()`` is not needed.
        """
        pages = list(Page.objects.filter(pk__in=self._pages))
        for page in pages:
            page.first_published_at, page.last_published_at = self._pages[page.pk]
            page.latest_revision_created_at = page.last_published_at
        Page.objects.bulk_update(
            pages, ["first_published_at", "last_published_at", "latest_revision_created_at"], batch_size=100
        )
        Revision.objects.bulk_update(self._revisions, ["created_at"], batch_size=100)
        entries = list(PageLogEntry.objects.filter(page_id__in=self._pages).order_by("pk"))
        days = {revision.pk: revision.created_at for revision in self._revisions}
        for entry in entries:
            entry.timestamp = days.get(entry.revision_id, self._pages[entry.page_id][0])
        PageLogEntry.objects.bulk_update(entries, ["timestamp"], batch_size=200)
