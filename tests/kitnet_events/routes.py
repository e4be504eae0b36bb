"""The admin's own ways to a page, as a browser goes them; and what calendars say afterwards."""

from bs4 import BeautifulSoup
from django.urls import resolve, reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import querydict_from_html

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
    """Send a form and make sure that the admin took it; say yes where it asks first."""
    response = admin.post(url, data or {})
    if response.status_code == 200 and (b"kn-answered" in response.content or b"kn-seen" in response.content):
        response = admin.post(url, _form_of(response))
    assert response.status_code == 302, [form.errors for form in (response.context or {}).get("form", ())]
    return _say_yes(admin, response)


def save(admin, page, action="", **changes):
    """Open a page in the editor, change some of it and save it; make sure that the admin took it."""
    response = editor.save(admin, page, action, **changes)
    assert response.status_code == 302, editor.errors(response)
    _say_yes(admin, response)


def _say_yes(admin, response):
    """Answer the page that says whom a change reaches, if that is where the admin leads."""
    address = response["Location"]
    if resolve(address.partition("?")[0]).view_name not in {"kitnet_meetings:publish", "kitnet_meetings:approve"}:
        return response
    response = admin.post(address, _form_of(admin.get(address)))
    assert response.status_code == 302, response.context["form"].errors
    return response


def _form_of(response):
    """Return what a browser would send if the page's last form were sent as it is."""
    forms = BeautifulSoup(response.content, "html.parser").select("form[method=post][novalidate]")
    return querydict_from_html(str(forms[-1])).dict()


def close(admin, page):
    """Let only who is logged in see a page; say yes where the admin asks first."""
    asked = admin.post(page_url("set_privacy", page), {"restriction_type": "login"})
    response = admin.post(page_url("set_privacy", page), dict(asked.context["typed"]))
    assert b"set_privacy_done" in response.content


def bulk(admin, action, *pages, **data):
    """Do a bulk action on pages, as the admin's list does."""
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    post(admin, url + "?next=/admin/&" + "&".join(f"id={page.pk}" for page in pages), data)


def base(page):
    """Return the page as a plain ``Page``."""
    return Page.objects.get(pk=page.pk)
