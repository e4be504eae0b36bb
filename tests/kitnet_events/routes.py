"""The admin's own ways to a page, as a browser goes them; and what calendars say afterwards."""

from django.urls import reverse
from wagtail.models import Page

from kitnet_events.models import Meeting
from tests import editor
from tests.kitnet_events import calendars


def told(client, page_id):
    """Return what the feed says of a page's meeting: title, status, SEQUENCE, start. None when it is not in it."""
    meeting = Meeting.objects.get(page_id=page_id) if page_id else Meeting.objects.get()
    event = calendars.read(client).event(meeting.uid)
    return event and tuple(event[name].raw for name in ("SUMMARY", "STATUS", "SEQUENCE", "DTSTART"))


def page_url(name, page, *args):
    return reverse(f"wagtailadmin_pages:{name}", args=[page.pk, *args])


def post(admin, url, data=None):
    """Send a form and make sure that the admin took it."""
    response = admin.post(url, data or {})
    assert response.status_code == 302, [form.errors for form in (response.context or {}).get("form", ())]
    return response


def save(admin, page, action="", **changes):
    """Open a page in the editor, change some of it and save it; make sure that the admin took it."""
    response = editor.save(admin, page, action, **changes)
    assert response.status_code == 302, editor.errors(response)


def bulk(admin, action, *pages, **data):
    """Do a bulk action on pages, as the admin's list does."""
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    post(admin, url + "?next=/admin/&" + "&".join(f"id={page.pk}" for page in pages), data)


def base(page):
    """Return the page as a plain ``Page``."""
    return Page.objects.get(pk=page.pk)
