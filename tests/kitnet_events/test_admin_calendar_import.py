"""Bringing in a calendar, in the admin."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kitnet_events.models import Meeting, MeetingPage
from tests import roles
from tests.factories import GroupPageFactory, RoundPageFactory, in_days
from tests.kitnet_events.foreign import calendar, event
from tests.planting import shared

URL = "/admin/meetings/import/"
HOME = "/admin/"


@pytest.fixture(autouse=True)
def english(settings):
    """Make English the site's language: what is asserted in words must not wait for a translation."""
    settings.LANGUAGE_CODE = "en"


@shared
def group(network):
    return GroupPageFactory(parent=network.group_index, title="Sjælland", slug="sjaelland")


def soon(**properties):
    day = f"{in_days(30):%Y%m%d}"
    return event(dtstart=f"{day}T080000Z", dtend=f"{day}T140000Z", **properties)


def upload(client, data, parent, **fields):
    file = SimpleUploadedFile("kalender.ics", data, content_type="text/calendar")
    return client.post(URL, {"file": file, "parent": parent.pk, **fields})


def words(response):
    return " ".join(response.content.decode().split())


def test_editor_gets_drafts_and_is_told_what_was_left_out(network, group):
    season = RoundPageFactory(parent=network.meeting_index)
    data = calendar(soon(), soon(uid="2", summary="<b>Farligt</b>"), soon(uid="3", status="CANCELLED", summary="Væk"))
    response = upload(roles.editor(), data, group, round=season.pk)
    assert response.status_code == 200
    text = words(response)
    assert "2 drafts were made" in text
    assert "Væk: it is cancelled" in text
    assert "&lt;b&gt;Farligt&lt;/b&gt;" in text
    assert "<b>Farligt</b>" not in text
    for page in MeetingPage.objects.all():
        assert page.round == season
        assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in text
    again = words(upload(roles.editor(), data, group))
    assert "No draft was made" in again
    assert "Already here" in again
    assert Meeting.objects.count() == 2


def test_editor_makes_joint_meetings_too(network, group):
    upload(roles.editor(), calendar(soon()), network.meeting_index)
    assert Meeting.objects.get().joint


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "The file is empty."),
        (b"not a calendar", "This is not a calendar file"),
        (b"x" * 600_000, "The file is too large: at most 512"),
        (calendar(soon() + "\r\n" + event("RRULE:FREQ=SECONDLY", uid="2")), "repeats something in a way"),
    ],
)
def test_file_that_cannot_be_taken_is_refused_with_the_reason(group, data, reason):
    response = upload(roles.editor(), data, group)
    assert response.status_code == 200
    assert reason in words(response).replace("\xa0", " ")
    assert not MeetingPage.objects.exists()


@pytest.mark.parametrize("fields", [{"parent": "x"}, {"parent": ""}, {"round": "999"}, {"round": "\x00"}])
def test_nonsense_is_refused_at_its_field(group, fields):
    file = SimpleUploadedFile("kalender.ics", calendar(soon()))
    response = roles.editor().post(URL, {"file": file, "parent": group.pk, **fields})
    assert response.status_code == 200
    assert set(response.context["form"].errors) == set(fields)
    assert not MeetingPage.objects.exists()


def test_facilitator_imports_into_the_own_group_alone(network, group):
    other = GroupPageFactory(parent=network.group_index, title="Syddanmark")
    client = roles.facilitator(group)
    offered = [label for _pk, label in client.get(URL).context["form"].fields["parent"].choices]
    assert offered == ["Sjælland"]
    assert upload(client, calendar(soon()), other).context["form"].errors
    assert "1 draft was made" in words(upload(client, calendar(soon()), group))
    assert MeetingPage.objects.get().get_parent().pk == group.pk


def test_outsiders_have_neither_button_nor_page(network, group):
    index = reverse("kitnet_meetings:index")
    assert URL in roles.editor().get(index).content.decode()
    for client in (roles.outsider(),):
        assert client.get(URL).headers["Location"] == HOME
        assert client.post(URL).headers["Location"] == HOME
