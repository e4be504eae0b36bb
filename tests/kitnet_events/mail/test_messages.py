"""What arrives: headers and parts of each mail, as a mail program reads them."""

import email
import re
from email.header import decode_header, make_header

import pytest
from django.conf import settings
from django.test import override_settings
from django.utils import translation

from kitnet_events.domain.facts import location_of
from kitnet_events.domain.mail_kinds import kind_of
from kitnet_events.enums import ItipMethod, MailKey, SignUpState
from kitnet_events.models import MailText, Participant
from kitnet_pages.dates import span_in_words
from kitnet_pages.models import NetworkSettings
from tests import database, factories

from . import mails

# 300 bytes of UTF-8 in a name: it must survive folding and encoded words.
LONG_NAME = "Åse-Kirstine Rødgrød Æbelø-Sønderskov af Ærøskøbing og Blåvandshuk " * 2
SIGN_UP_LINK = re.compile(r"http://host\.example/tilmelding/[^\s\"<]+")


@pytest.mark.parametrize("key", MailKey.values)
def test_each_mail_has_one_recipient_and_says_what_sent_it(meeting, key):
    mail = mails.make_mail(key, meeting)
    message = mails.receive(mail).message
    assert message["To"].addresses[0].addr_spec == mail.to
    assert len(message["To"].addresses) == 1
    assert (message["Cc"], message["Bcc"]) == (None, None)
    assert message["Auto-Submitted"] == "auto-generated"
    (sender,) = message["From"].addresses
    assert (sender.display_name, sender.addr_spec) == (
        "Kommunernes It-arkitekturnetværk",
        settings.DEFAULT_FROM_EMAIL,
    )
    assert message["Subject"].strip()
    assert message.defects == []


@pytest.mark.parametrize("key", MailKey.values)
def test_parts_stand_in_the_order_plain_html_calendar(meeting, key):
    received = mails.receive(mails.make_mail(key, meeting))
    kinds = [part.get_content_type() for part in received.parts]
    expected = ["text/plain", "text/html"] + (["text/calendar"] if key in mails.METHODS else [])
    assert received.message.get_content_type() == "multipart/alternative"
    assert kinds == expected
    assert {part.get_content_charset() for part in received.parts} == {"utf-8"}


@pytest.mark.parametrize("key", mails.METHODS)
def test_the_calendar_part_is_inline_and_names_the_method_that_it_holds(meeting, key):
    received = mails.receive(mails.make_mail(key, meeting))
    part = received.calendar_part
    assert part.get_content_disposition() == "inline"
    assert part.get_filename() is None
    assert part.get_param("method") == str(received.calendar["METHOD"]) == mails.METHODS[key]


@pytest.mark.parametrize("key", MailKey.values)
def test_every_line_on_the_wire_is_short_ascii(meeting, key):
    message = mails.receive(mails.make_mail(key, meeting, name=LONG_NAME[:120]))
    raw = message.raw.replace(b"\r\n", b"\n")
    assert b"\r" not in raw
    assert max(len(line) for line in raw.split(b"\n")) <= 78
    head = raw.decode("ascii").partition("\n\n")[0]
    # RFC 2047, section 2.
    assert [word for word in re.findall(r"=\?\S+\?=", head) if len(word) > 75] == []


def test_the_calendar_arrives_with_crlf_whatever_the_wire_does_to_line_ends(meeting):
    text = mails.receive(mails.make_mail(MailKey.CONFIRMED, meeting)).content("text/calendar")
    assert text.endswith("END:VCALENDAR\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75


def test_a_mail_that_is_tried_again_has_the_same_message_id(meeting):
    mail = mails.make_mail(MailKey.CONFIRMED, meeting)
    with override_settings(DEFAULT_FROM_EMAIL="KIT-net <netvaerk@kitnet.example>"):
        first, second = mails.receive(mail).message, mails.receive(mail).message
    assert first["Message-ID"] == second["Message-ID"] == f"<{mail.message_id}@kitnet.example>"


def test_answers_reach_the_facilitators_of_the_group(meeting):
    message = mails.receive(mails.make_mail(MailKey.CONFIRMED, meeting)).message
    assert [each.addr_spec for each in message["Reply-To"].addresses] == [
        "tovholder@kitnet.example",
        "medtovholder@kitnet.example",
    ]


def test_answers_about_a_joint_meeting_reach_the_role_mailbox(network, meeting):
    joint = factories.make_meeting(network.meeting_index)
    message = mails.receive(mails.make_mail(MailKey.CONFIRMED, joint)).message
    assert [each.addr_spec for each in message["Reply-To"].addresses] == ["netvaerk@kitnet.example"]


def test_a_network_without_mailbox_and_facilitators_names_nobody_to_answer_to(network, meeting):
    NetworkSettings.objects.update(role_mailbox="")
    joint = factories.make_meeting(network.meeting_index)
    assert mails.receive(mails.make_mail(MailKey.CONFIRMED, joint)).message["Reply-To"] is None


# ── Names and titles that want to be more than that ──────────────────────────────────────────────────────────────
HOSTILE = [
    "Anna\r\nBcc: alle@kommune.example",
    "Anna\nSubject: Noget andet\n\nEn anden brødtekst",
    "Anna\x00\x0b\x85\u2028Bcc: alle@kommune.example",
    '"Anna" <anden@kommune.example>, alle@kommune.example',
    "=?utf-8?q?Bcc:_alle@kommune.example?=",
    "Anna;RSVP=TRUE:mailto:alle@kommune.example",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_typed_becomes_a_header_or_another_recipient(meeting, text):
    if not database.is_sqlite():
        # PostgreSQL stores no NUL.
        text = text.replace("\0", "")
    NetworkSettings.objects.update(name=text[:120])
    meeting.title = text
    meeting.save()
    mail = mails.make_mail(MailKey.CONFIRMED, meeting, name=text)
    received = mails.receive(mail)
    assert set(received.message.keys()) == {
        "Content-Type", "MIME-Version", "Subject", "From", "To", "Reply-To", "Date", "Message-ID", "Auto-Submitted",
        "X-Auto-Response-Suppress",
    }  # fmt: skip
    assert [each.addr_spec for each in received.message["To"].addresses] == [mail.to]
    assert [each.addr_spec for each in received.message["From"].addresses] == [settings.DEFAULT_FROM_EMAIL]
    assert len(received.parts) == 3
    assert received.event["ATTENDEE"] == f"mailto:{mail.to}"
    assert received.event["ATTENDEE"].params["RSVP"] == "FALSE"


def test_a_long_danish_name_arrives_whole(meeting):
    name = LONG_NAME[:120].strip()
    NetworkSettings.objects.update(name=name)
    meeting.title = name
    meeting.save()
    received = mails.receive(mails.make_mail(MailKey.CONFIRMED, meeting, name=name))
    # Python's own parser of addresses puts a space between two encoded words, which RFC 2047 forbids.
    sender = email.message_from_bytes(received.raw)["From"]
    assert str(make_header(decode_header(sender))) == f"{name} <{settings.DEFAULT_FROM_EMAIL}>"
    assert received.message["Subject"] == f"Du har en plads: {name}"
    assert received.event["ATTENDEE"].params["CN"] == name
    assert f"Hej {name}" in received.content("text/plain")


def test_markup_in_a_name_is_text(meeting):
    html = mails.receive(mails.make_mail(MailKey.CONFIRMED, meeting, name="<script>alert(1)</script>")).content(
        "text/html"
    )
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


@pytest.mark.parametrize(
    "name", ["Vind en rejse på http://vind.example", "Køb på vind.example", "Ring 12345678", "a@b"]
)
def test_a_mail_to_an_unproved_address_carries_nobodys_advertisement(meeting, name):
    mail = mails.make_mail(MailKey.PROVE, meeting, name=name, signed_up_by=name)
    received = mails.receive(mail)
    assert name not in received.content("text/plain") + received.content("text/html")
    assert received.content("text/plain").startswith("Hej\n")


def test_a_mail_to_an_unproved_address_greets_by_a_plain_name(meeting):
    mail = mails.make_mail(MailKey.PROVE, meeting, name="Jens-Åge O’Hara d. Yngre", signed_up_by="Mette B. Bæk")
    text = mails.receive(mail).content("text/plain")
    assert text.startswith("Hej Jens-Åge O’Hara d. Yngre\n")
    assert "Mette B. Bæk" in text


# ── What stands in every mail, whatever an editor writes ─────────────────────────────────────────────────────────
@pytest.mark.parametrize("key", sorted(set(MailKey.values) - {MailKey.OWN_WORDS}))
def test_links_date_and_place_survive_an_editor_who_writes_only_hello(network, meeting, key):
    network_settings = NetworkSettings.objects.get()
    network_settings.join_page = network.news_index
    network_settings.save()
    MailText.objects.filter(key=key).update(subject="Hej", body="Hej {navn}")
    received = mails.receive(mails.make_mail(key, meeting))
    letter_links = re.findall(r'class="kn-button" href="([^"]+)"', received.content("text/html"))
    assert len(letter_links) == 1
    assert received.content("text/plain").split("\n").count(letter_links[0]) == 1
    assert received.message["Subject"] == "Hej"
    context = mails.CONTEXTS.get(key, {})
    told = [context[name] for name in ("added_line", "reason") if name in context]
    told += [meeting.confirmation_text] if key in {MailKey.CONFIRMED, MailKey.PROMOTED} else []
    assert [words for words in told if words not in received.content("text/plain")] == []
    if kind_of(key).about_meeting:
        for part in ("text/plain", "text/html"):
            assert "kl.\N{NO-BREAK SPACE}9.30–15.00" in received.content(part)
            assert "Næstved Rådhus, Rådmandshaven 20, 4700 Næstved" in received.content(part)


def test_a_mail_about_a_sign_up_has_links_for_that_sign_up_alone(meeting):
    mail = mails.make_mail(MailKey.CONFIRMED, meeting)
    received = mails.receive(mail)
    everything = "".join(received.content(kind) for kind in ("text/plain", "text/html"))
    assert len(set(SIGN_UP_LINK.findall(everything))) == 1
    assert "/mine/" not in everything


def test_links_are_stored_nowhere(meeting):
    mail = mails.make_mail(MailKey.PROVE, meeting)
    link = SIGN_UP_LINK.search(mails.receive(mail).content("text/plain"))[0]
    token = link.rstrip("/").rpartition("/")[2]
    mail.refresh_from_db()
    stored = " ".join(str(getattr(mail, field.attname)) for field in mail._meta.concrete_fields)
    assert token not in stored


def test_links_in_mails_lead_where_they_say(client, meeting):
    mail = mails.make_mail(MailKey.CONFIRMED, meeting)
    link = SIGN_UP_LINK.search(mails.receive(mail).content("text/plain"))[0]
    assert client.get(link.removeprefix("http://host.example"), HTTP_HOST="host.example").status_code == 200
    own = mails.make_mail(MailKey.OWN_PAGE, meeting, number=2)
    link = re.search(r"http://host\.example/mine/\S+", mails.receive(own).content("text/plain"))[0]
    assert client.get(link.removeprefix("http://host.example"), HTTP_HOST="host.example").status_code == 200


def test_the_online_link_is_for_those_with_a_seat(meeting):
    def told(key: str, number: int) -> str:
        received = mails.receive(mails.make_mail(key, meeting, number=number))
        return "".join(part.get_payload(decode=True).decode() for part in received.parts)

    with_seat = {MailKey.CONFIRMED, MailKey.PROMOTED, MailKey.REMINDER, MailKey.MEETING_MOVED, MailKey.ALREADY}
    without = {MailKey.PROVE, MailKey.WAITING, MailKey.OFFERED, MailKey.CANCELLED, MailKey.SIGN_UP_OPENS}
    link = "https://moede.example/rum/17"
    assert {key for number, key in enumerate(sorted(with_seat | without)) if link in told(key, number)} == with_seat


def test_who_waits_is_told_of_a_change_as_somebody_who_waits(meeting):
    waits = mails.make_sign_up(meeting, SignUpState.WAITING)
    received = mails.receive(mails.write_mail(MailKey.MEETING_MOVED, waits, context=mails.CONTEXTS["meeting_moved"]))
    assert re.search(r"^Din tilmelding: +På ventelisten?$", received.content("text/plain"), flags=re.MULTILINE)
    assert len(received.parts) == 2


def test_what_is_the_same_as_before_is_not_told_as_a_change(meeting):
    before = {"old_when": span_in_words(meeting.starts_at, meeting.ends_at), "old_place": location_of(meeting)}
    seat = mails.make_sign_up(meeting)
    mail = mails.write_mail(MailKey.MEETING_MOVED, seat, context=before, method=ItipMethod.REQUEST)
    text = mails.receive(mail).content("text/plain")
    assert "Tidligere" not in text
    assert "Mailen retter også mødet i din kalender." in text


def test_a_cancelled_meeting_is_struck_out_and_called_so(meeting):
    meeting.status = "cancelled"
    meeting.save()
    received = mails.receive(mails.make_mail(MailKey.MEETING_CANCELLED, meeting))
    assert f"{meeting.title} (aflyst)\n" in received.content("text/plain")
    assert re.search(r"<s [^>]*>[^<]+ kl\.\xa09\.30–15\.00</s>", received.content("text/html"))


def test_html_fetches_nothing_from_anywhere(meeting):
    for number, key in enumerate(MailKey.values):
        html = mails.receive(mails.make_mail(key, meeting, number=number)).content("text/html")
        assert not re.search(r"<(img|link|script|iframe|object|video|form)\b|url\(|@import", html)
        assert "<table" not in html


def test_a_mail_speaks_the_sites_language_whoever_is_logged_in(meeting):
    mails.make_mail(MailKey.CONFIRMED, meeting)
    with translation.override("en"):
        (received,) = mails.deliver()
    assert "Hvornår" in received.content("text/plain")
    assert 'lang="da"' in received.content("text/html")


def test_a_person_without_a_name_is_greeted_without_one(meeting):
    mail = mails.make_mail(MailKey.OWN_PAGE, meeting)
    Participant.objects.filter(pk=mail.participant_id).update(name="")
    mail = type(mail).objects.get(pk=mail.pk)
    assert mails.receive(mail).content("text/plain").startswith("Hej\n")
