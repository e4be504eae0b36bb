"""Whoever asks for it gets all that is stored about them, and is erased."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.urls import reverse
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from kitnet_events.domain import passing_on
from kitnet_events.domain import signup as rules
from kitnet_events.domain.joining import JoinDetails, ask_to_join
from kitnet_events.domain.personal_stores import STORES
from kitnet_events.domain.privacy import erase_person, export_person
from kitnet_events.models import AttendanceCount, CommunityExit, OptOut, OutboxMail, Participant, SignUp
from tests import factories, roles

from .people import WRITTEN, details, ended, everything, sign_up

pytestmark = pytest.mark.django_db


# ── Erase me ─────────────────────────────────────────────────────────────────────────────────────────────────────
def test_erased_person_stands_nowhere_any_more(meeting, group):
    """In no table, and in nothing that was written to or about a colleague at the same meetings.

    The name is plain ASCII: in a column of JSON another one would be escaped, and not be found.
    """
    meeting.capacity = 9
    meeting.save()
    past, other = factories.make_meeting(group), factories.make_meeting(group)
    person = sign_up(past, 1, name="Ida Sjelden", **WRITTEN).participant
    sign_up(meeting, 1, name="Ida Sjelden")
    rules.note_opening(other.pk, "Deltager-1@kommune.example")
    sign_up(meeting, 2, signed_up_by="Ida Sjelden")
    giver = sign_up(other, 3)
    given = passing_on.hand_over(giver.pk, details(1, name="Ida Sjelden"))
    rules.prove(given.pk)
    log(person, "wagtail.edit")
    ended(past, days=1)
    erase_person(Participant.objects.get(pk=person.pk))
    assert [row for row in everything() if "Sjelden" in row[1] or "deltager-1@" in row[1]] == []
    assert not ModelLogEntry.objects.exists()
    assert {"Deltager 2", "Deltager 3"} == set(SignUp.objects.values_list("name", flat=True))


def test_seats_of_an_erased_person_go_to_the_next_in_line_who_is_told(meeting):
    first, _second, waiting = [sign_up(meeting, number) for number in (1, 2, 3)]
    erase_person(first.participant)
    waiting.refresh_from_db()
    assert waiting.state == "confirmed"
    assert OutboxMail.objects.filter(sign_up=waiting, key="promoted").exists()
    assert not AttendanceCount.objects.exists()


def test_erased_person_can_sign_up_as_somebody_new(meeting):
    erase_person(sign_up(meeting).participant)
    assert sign_up(meeting).state == "confirmed"


def test_whatever_hangs_on_a_participant_can_be_erased():
    """A key that protects would stop the erasure; rows of ``STORES`` are deleted before the person is."""
    stored = {store.model for store in STORES}
    stopping = [
        str(relation.field)
        for relation in Participant._meta.related_objects
        if relation.on_delete not in {models.CASCADE, models.SET_NULL} and relation.related_model not in stored
    ]
    assert stopping == []


# ── All that is stored ───────────────────────────────────────────────────────────────────────────────────────────
def test_export_holds_all_that_is_stored_about_a_person_and_nothing_of_others(meeting):
    mine = sign_up(meeting, 1, **WRITTEN)
    SignUp.objects.update(internal_note="Ringede", attended=True)
    sign_up(meeting, 2, name="En anden")
    rules.note_opening(meeting.pk, "deltager-1@kommune.example")
    for address in ("deltager-1@kommune.example", "deltager-2@kommune.example"):
        OptOut.objects.add_address(address)
    got = export_person(mine.participant)
    assert [row["email"] for row in got["person"]] == ["deltager-1@kommune.example"]
    (row,) = got["sign_ups"]
    assert row["meeting"].startswith(meeting.title)
    assert {name: row[name] for name in WRITTEN} == WRITTEN
    assert (row["internal_note"], row["attended"], row["state"]) == ("Ringede", True, "confirmed")
    assert {mail["key"] for mail in got["mails"]} == {"prove", "confirmed"}
    assert len(got["invitations"]) == len(got["opening_notices"]) == len(got["no_invitations"]) == 1
    text = str(got)
    assert "En anden" not in text
    assert "token_version" not in text


def test_export_has_every_field_of_every_store(meeting):
    mine = sign_up(meeting)
    rules.note_opening(meeting.pk, "deltager-1@kommune.example")
    kept_back = {"id", "token_version", "feed_version", "leased_until", "once"}
    ask_to_join(JoinDetails("Deltager 1", mine.participant.email, organisation="Faxe"))
    CommunityExit.objects.create(name="Deltager 1", email=mine.participant.email)
    for store in STORES:
        (row, *_more) = export_person(mine.participant)[store.key]
        assert set(row) == {field.name for field in store.model._meta.concrete_fields} - kept_back


def test_log_entries_are_found_by_the_rows_own_type(meeting):
    mine = sign_up(meeting)
    log(mine, "wagtail.edit")
    entry = ModelLogEntry.objects.get()
    assert entry.content_type == ContentType.objects.get_for_model(SignUp)
    assert entry.label == f"Tilmelding {mine.pk}"


def test_history_of_the_site_tells_no_facilitator_who_comes_elsewhere(meeting, group):
    """Nor does its file, which no log of exports knows."""
    mine = sign_up(meeting, 1, name="Ida Sjælden")
    for thing in (mine, mine.participant):
        log(thing, "wagtail.edit")
    client = roles.facilitator(factories.GroupPageFactory(parent=group.get_parent(), title="Syddanmark"))
    for question in ({}, {"export": "csv"}):
        answer = client.get(reverse("wagtailadmin_reports:site_history"), question)
        text = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert f"Tilmelding {mine.pk}" in text.decode()
        assert "Ida" not in text.decode()
        assert mine.participant.email not in text.decode()
