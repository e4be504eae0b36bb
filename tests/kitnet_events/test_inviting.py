"""Inviting to a meeting: once each, counted and shown before, and ended with one click (RFC 8058)."""

import base64
import re
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import PageLogEntry

from kitnet_events.domain.inviting import audience_of, invite_to_meeting
from kitnet_events.domain.meetings import cancel_meeting
from kitnet_events.domain.merging import merge_participants
from kitnet_events.domain.signed_links import opt_out_token
from kitnet_events.exceptions import SignUpNotOpenError
from kitnet_events.models import OptOut, OutboxMail, Participant
from kitnet_pages.domain.membership import begin_membership
from tests import roles
from tests.factories import GroupPageFactory, MunicipalityFactory, make_meeting
from tests.kitnet_events.mail.mails import letter_of, receive
from tests.kitnet_events.signup.people import sign_up
from tests.planting import shared

HOME = "/admin/"


@shared
def group(network):
    return GroupPageFactory(parent=network.group_index, title="Sjælland", slug="sjaelland")


@shared
def other(network):
    return GroupPageFactory(parent=network.group_index, title="Syddanmark", slug="syddanmark")


@shared
def meeting(group):
    return make_meeting(group, title="Netværksmøde i Køge")


def member(group, number=1, **fields):
    fields = {"email": f"deltager-{number}@kommune.example", "name": f"Deltager {number}", **fields}
    municipality = MunicipalityFactory(group=group)
    return Participant.objects.create(
        **{"is_member": True, "proved_at": timezone.now(), "municipality": municipality, **fields}
    )


def mails():
    return list(OutboxMail.objects.filter(key__startswith="invite").order_by("pk").values_list("key", "to"))


def url(meeting):
    return f"/admin/meetings/invite/{meeting.uid}/"


# ── Who is invited ───────────────────────────────────────────────────────────────────────────────────────────────
def test_members_of_the_groups_who_are_not_signed_up_are_invited_once(meeting, group, other):
    mine = member(group, 1)
    sign_up(meeting, 2)
    Participant.objects.filter(email="deltager-2@kommune.example").update(is_member=True, own_group=group)
    member(other, 3)
    member(group, 4, is_member=False)
    member(group, 5, proved_at=None)
    audience = audience_of(meeting, [group.pk])
    assert (audience.members, audience.signed_up) == ((mine,), 1)
    assert invite_to_meeting(meeting.pk, [group.pk]) == 1
    assert invite_to_meeting(meeting.pk, [group.pk, other.pk]) == 1
    assert mails() == [("invite", "deltager-1@kommune.example"), ("invite", "deltager-3@kommune.example")]
    assert audience_of(meeting, [group.pk]).invited_before == 1


def test_who_was_invited_under_an_address_that_is_merged_is_not_invited_again(meeting, group):
    kept, other = member(group, 1), member(group, 2)
    OptOut.objects.add_address(kept.email)
    assert invite_to_meeting(meeting.pk, [group.pk]) == 1
    OptOut.objects.all().delete()
    merge_participants(kept.pk, other.pk)
    assert invite_to_meeting(meeting.pk, [group.pk]) == 0


def test_municipalities_that_are_not_in_are_invited_at_their_public_mailbox(meeting, group, other):
    MunicipalityFactory(name="Faxe", group=group, mailbox="post@faxe.example")
    MunicipalityFactory(name="Køge", group=group)
    inside = MunicipalityFactory(name="Næstved", group=group, mailbox="post@naestved.example")
    begin_membership(inside, date(2016, 9, 1))
    MunicipalityFactory(name="Odense", group=other, mailbox="post@odense.example")
    assert audience_of(meeting, [group.pk]).outside == ()
    audience = audience_of(meeting, [group.pk], outside=True)
    assert ([place.name for place in audience.outside], audience.without_mailbox) == (["Faxe"], 1)
    for _ in range(2):
        invite_to_meeting(meeting.pk, [group.pk], outside=True)
    assert mails() == [("invite_outside", "post@faxe.example")]
    assert "Faxe" in letter_of(OutboxMail.objects.get()).subject


def test_who_wants_no_invitations_gets_none(meeting, group):
    member(group, email="ida@kommune.example")
    MunicipalityFactory(group=group, mailbox="post@faxe.example")
    for address in (" IDA@kommune.example", "post@faxe.example"):
        OptOut.objects.add_address(address)
    assert invite_to_meeting(meeting.pk, [group.pk], outside=True) == 0
    assert audience_of(meeting, [group.pk], outside=True).opted_out == 2


def test_nobody_is_invited_to_what_is_cancelled(meeting, group):
    member(group)
    cancel_meeting(meeting.pk, "Sygdom")
    with pytest.raises(SignUpNotOpenError):
        invite_to_meeting(meeting.pk, [group.pk])


def test_invitation_that_waits_is_dropped_when_it_has_no_use_any_more(meeting, group):
    from kitnet_events.domain.letters import has_nothing_to_tell

    member(group, 1)
    invite_to_meeting(meeting.pk, [group.pk])
    mail = OutboxMail.objects.get()
    assert not has_nothing_to_tell(mail)
    OptOut.objects.add_address(mail.to)
    assert has_nothing_to_tell(mail)
    OptOut.objects.all().delete()
    sign_up(meeting, 1)
    assert has_nothing_to_tell(mail)


# ── The mail ─────────────────────────────────────────────────────────────────────────────────────────────────────
def test_invitation_has_the_editors_words_and_the_headers_of_one_click(meeting, group):
    member(group)
    invite_to_meeting(meeting.pk, [group.pk], "Vi ses!\n\nMed hilsen")
    received = receive(OutboxMail.objects.get())
    assert received.message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    header = received.message["List-Unsubscribe"].strip()
    address = re.fullmatch(r"<(http://host\.example/deltag/nej-tak/[^>\s]+/)>", header)[1]
    for part in ("text/plain", "text/html"):
        assert "Vi ses!" in received.content(part)
        assert address in received.content(part)
    assert "text/calendar" not in {part.get_content_type() for part in received.parts}


def test_other_mails_have_no_such_headers(meeting):
    mine = sign_up(meeting)
    assert receive(OutboxMail.objects.filter(sign_up=mine).latest("pk")).message["List-Unsubscribe"] is None


# ── One click ────────────────────────────────────────────────────────────────────────────────────────────────────
def test_one_click_needs_no_login_no_cookie_and_no_confirmation(network):
    client = Client(enforce_csrf_checks=True)
    address = f"/deltag/nej-tak/{opt_out_token('ida@kommune.example')}/"
    assert client.get(address).status_code == 200
    assert not OptOut.objects.exists()
    for _ in range(2):
        response = client.post(address, {"List-Unsubscribe": "One-Click"})
        assert response.status_code == 200
        assert not response.cookies
    assert OptOut.objects.has_address("Ida@Kommune.example")
    assert "ida" not in str(list(OptOut.objects.values()))
    client.post(address, {"action": "again"})
    assert not OptOut.objects.exists()


@pytest.mark.parametrize("token", ["x", "%00", "æ"])
def test_bad_opt_out_links_say_so(client, network, token):
    for response in (client.get(f"/deltag/nej-tak/{token}/"), client.post(f"/deltag/nej-tak/{token}/")):
        assert response.status_code == 404


# ── In the admin ─────────────────────────────────────────────────────────────────────────────────────────────────
def test_editor_sees_number_and_mail_before_anything_is_sent(meeting, group):
    member(group, 1)
    member(group, 2)
    client = roles.editor()
    edit = client.get(f"/admin/pages/{meeting.page_id}/edit/").content.decode()
    assert url(meeting) in edit
    assert client.get(url(meeting)).context["form"].initial == {"groups": [group.pk]}
    data = {"groups": [group.pk], "message": "Kom og vær med"}
    seen = client.post(url(meeting), data)
    assert (seen.context["audience"].count, mails()) == (2, [])
    assert "Kom og vær med" in seen.context["preview"].html
    client.post(url(meeting), {**data, "send": "yes"})
    client.post(url(meeting), {**data, "send": "yes"})
    assert len(mails()) == 2
    assert PageLogEntry.objects.get(action="kitnet_events.invite").data == {"mails": 2}


@pytest.mark.parametrize(
    ("data", "field"), [({}, "groups"), ({"groups": ["0"]}, "groups"), ({"groups": ["x"], "message": ""}, "groups")]
)
def test_without_a_group_nobody_is_invited(meeting, data, field):
    assert set(roles.editor().post(url(meeting), {**data, "send": "yes"}).context["form"].errors) == {field}


def test_message_that_is_too_long_is_refused_at_its_field(meeting, group):
    response = roles.editor().post(url(meeting), {"groups": [group.pk], "message": "x" * 2001, "send": "yes"})
    assert set(response.context["form"].errors) == {"message"}


def test_facilitators_invite_their_own_group_to_their_own_meetings(meeting, group, other):
    member(group, 1)
    member(other, 2)
    client = roles.facilitator(group)
    refused = client.post(url(meeting), {"groups": [group.pk, other.pk], "send": "yes"})
    assert set(refused.context["form"].errors) == {"groups"}
    client.post(url(meeting), {"groups": [group.pk], "send": "yes"})
    assert mails() == [("invite", "deltager-1@kommune.example")]
    assert client.get(url(make_meeting(other))).headers["Location"] == HOME
    assert roles.writer().get(url(meeting)).headers["Location"] == HOME


def test_meeting_to_which_nobody_can_come_leads_back(meeting):
    client = roles.editor()
    cancel_meeting(meeting.pk, "Sygdom")
    assert client.get(url(meeting)).headers["Location"] == f"/admin/pages/{meeting.page_id}/edit/"
    assert url(meeting) not in client.get(f"/admin/pages/{meeting.page_id}/edit/").content.decode()


def test_audience_costs_the_same_for_few_and_many(meeting, group, django_assert_num_queries):
    for number in range(12):
        member(group, number)
        MunicipalityFactory(group=group, mailbox=f"post-{number}@kommune.example")
    with django_assert_num_queries(5):
        assert audience_of(meeting, [group.pk], outside=True).count == 24


def test_nobody_opts_an_address_out_without_our_signature(client, db):
    good = base64.urlsafe_b64decode(opt_out_token("ida@kommune.example"))
    forged = base64.urlsafe_b64encode(good[:-1] + bytes([good[-1] ^ 1])).decode()
    assert client.post(f"/deltag/nej-tak/{forged}/").status_code == 404
    assert not OptOut.objects.exists()
