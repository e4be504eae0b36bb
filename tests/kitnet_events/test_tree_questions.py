"""What is done to pages above meetings: asked about once where calendars show it."""

import pytest
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_unpublished, pre_page_move

from kitnet_events.models import OutboxMail
from kitnet_pages.models import GroupPage
from tests import factories, roles

LOGIN, ANYBODY = {"restriction_type": "login"}, {"restriction_type": "none"}


@pytest.fixture(autouse=True)
def english(settings):
    """Make English the site's language."""
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def meeting(group):
    """A meeting that is on the web, to which nobody has signed up."""
    return factories.make_meeting(group, title="Mødet")


@pytest.fixture
def closed(network):
    """An index of groups that only who is logged in may see."""
    index = factories.GroupIndexPageFactory(parent=network.home, title="Lukkede grupper", slug="lukkede")
    PageViewRestriction.objects.create(page=index, restriction_type=PageViewRestriction.LOGIN)
    return index


@pytest.fixture
def heard():
    """Return what somebody has heard who listens to pages."""
    heard, signals = [], (page_unpublished, pre_page_move)

    def hear(signal, **kwargs):
        heard.append(signal)

    for signal in signals:
        signal.connect(hear)
    yield heard
    for signal in signals:
        signal.disconnect(hear)


def way(name, page, closed):
    """Return where, and with what, a page is closed or taken away."""
    if name.startswith("bulk "):
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", name.removeprefix("bulk ")])
        data = {"chooser": closed.pk} if name == "bulk move" else {"include_descendants": "on"}
        return f"{address}?id={page.pk}", data
    args, data = [page.pk], {}
    if name == "move_confirm":
        args.append(closed.pk)
    elif name == "unpublish":
        data = {"include_descendants": "on"}
    elif name == "set_privacy":
        data = LOGIN
    return reverse(f"wagtailadmin_pages:{name}", args=args), data


def is_told(meeting):
    fresh = factories.fresh(meeting)
    return fresh.published, fresh.sequence - meeting.sequence, "STATUS:CANCELLED" in fresh.vevent


UNTOUCHED, WITHDRAWN = (True, 0, False), (False, 1, True)
WAYS = ["move_confirm", "set_privacy", "unpublish", "delete", "bulk move", "bulk unpublish", "bulk delete"]


@pytest.mark.parametrize("name", WAYS)
def test_what_takes_meetings_off_the_web_is_asked_about_once(meeting, closed, heard, name):
    client = roles.editor()
    address, data = way(name, meeting.group, closed)
    asked = client.post(address, data)
    said = asked.content.decode()
    assert "1 meeting leaves the web. Calendars show it as cancelled." in said
    assert ("2 calendars change" in said, "Nobody gets a mail about it." in said) == (True, True)
    assert is_told(meeting) == UNTOUCHED
    anew = client.post(address, data | {"kn-seen": "another effect"})
    assert "1 meeting leaves the web." in anew.content.decode()
    assert (is_told(meeting), heard) == (UNTOUCHED, [])
    client.post(address, dict(asked.context["typed"]))
    assert is_told(meeting) == WITHDRAWN
    assert not OutboxMail.objects.exists()


def test_moving_asks_in_the_place_of_wagtails_own_question(meeting, other):
    client, address = roles.editor(), reverse("wagtailadmin_pages:move_confirm", args=[meeting.page_id, other.pk])
    asked = client.get(address)
    assert "1 meeting moves into the calendar of another group." in asked.content.decode()
    assert asked.context["destination"] == other
    client.post(address, dict(asked.context["typed"]))
    assert factories.fresh(meeting).group == other


def test_opening_a_section_is_asked_about_before_its_meetings_are_announced(closed):
    group = factories.GroupPageFactory(parent=closed)
    meeting = factories.make_meeting(group)
    client, address = roles.editor(), reverse("wagtailadmin_pages:set_privacy", args=[closed.pk])
    asked = client.post(address, ANYBODY)
    assert "1 meeting comes onto the web and into calendars." in asked.content.decode()
    assert not factories.fresh(meeting).published
    client.post(address, dict(asked.context["typed"]))
    assert factories.fresh(meeting).published


@pytest.mark.parametrize("name", ["set_privacy", "delete"])
def test_what_no_calendar_shows_is_done_unasked(network, other, closed, name):
    factories.make_meeting(other, live=False)
    address, data = way(name, other, closed)
    answer = roles.editor().post(address, data)
    assert "kn-seen" not in answer.content.decode()
    page = Page.objects.filter(pk=other.pk).first()
    is_done = page is None or not page.live or page.get_parent().pk == closed.pk or page.get_view_restrictions()
    assert is_done


def test_a_group_alone_leaves_the_web_unasked(meeting):
    roles.editor().post(reverse("wagtailadmin_pages:unpublish", args=[meeting.group_id]))
    assert not GroupPage.objects.get(pk=meeting.group_id).live
    assert is_told(meeting) == UNTOUCHED


@pytest.mark.parametrize("name", ["unpublish", "delete", "move"])
def test_the_admins_api_leads_to_the_question(meeting, closed, name):
    address = reverse("wagtailadmin_api:pages:action", args=[meeting.group_id, name])
    data = {"recursive": True, "destination_page_id": closed.pk}
    answer = roles.editor().post(address, data, content_type="application/json")
    args = [meeting.group_id, *([closed.pk] if name == "move" else [])]
    asks = reverse(f"wagtailadmin_pages:{'move_confirm' if name == 'move' else name}", args=args)
    assert (answer.status_code, answer.json()["ask_at"]) == (409, asks)
    assert is_told(meeting) == UNTOUCHED
