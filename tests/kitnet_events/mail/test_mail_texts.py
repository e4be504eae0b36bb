"""An editor's own words for the mails: the register, the preview, and what is caught on saving."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from kitnet_events.domain.mail_kinds import mail_kinds
from kitnet_events.domain.mail_preview import default_words, preview
from kitnet_events.domain.mail_texts import save_words
from kitnet_events.enums import MailKey
from kitnet_events.models import MailText
from tests import roles

from . import mails

INDEX = "meetings_mail-texts_modeladmin_index"
EDIT = "meetings_mail-texts_modeladmin_edit"
OWN = {"subject": "Du er med: {moede}", "body": "Kære {navn}\r\n\r\nVi glæder os."}


def text_of(key):
    return MailText.objects.get(key=key)


def address(key):
    return reverse(EDIT, args=[text_of(key).pk])


@pytest.mark.django_db
def test_every_mail_has_a_row_unless_its_words_are_an_editors_anyway():
    written = {kind.key for kind in mail_kinds() if kind.words is None}
    assert set(MailText.objects.values_list("key", flat=True)) == written
    assert written == set(MailKey.values) - {MailKey.OWN_WORDS}


def test_register_shows_every_mail_with_its_subject_and_whose_words_they_are(network):
    client = roles.editor()
    save_words(text_of(MailKey.CONFIRMED), OWN["subject"], OWN["body"])
    html = client.get(reverse(INDEX)).content.decode()
    assert html.count('class="kn-tag"') == len(mail_kinds()) - 1
    assert html.count('data-state="own"') == 1
    assert "Du er med: {moede}" in html
    assert str(default_words(MailKey.WAITING).subject) in html


def test_form_starts_with_the_words_that_hold_now(network):
    form = roles.editor().get(address(MailKey.WAITING)).context["form"]
    assert (form["subject"].value(), form["body"].value()) == default_words(MailKey.WAITING)


def test_own_words_are_what_is_sent(network, meeting):
    roles.editor().post(address(MailKey.CONFIRMED), OWN)
    received = mails.receive(mails.make_mail(MailKey.CONFIRMED, meeting, name="Ea Holm"))
    assert received.message["Subject"] == f"Du er med: {meeting.title}"
    assert received.content("text/plain").startswith("Kære Ea Holm\n\nVi glæder os.")


def test_our_words_saved_as_they_are_stay_ours(network):
    ours = default_words(MailKey.WAITING)
    roles.editor().post(address(MailKey.WAITING), {"subject": ours.subject, "body": ours.body.replace("\n", "\r\n")})
    text = text_of(MailKey.WAITING)
    assert (text.subject, text.body, text.changed_at) == ("", "", None)


def test_one_click_brings_our_words_back(network):
    client = roles.editor()
    client.post(address(MailKey.CONFIRMED), OWN)
    assert text_of(MailKey.CONFIRMED).body
    client.post(address(MailKey.CONFIRMED), {**OWN, "restore": "1"})
    assert text_of(MailKey.CONFIRMED).body == ""


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({**OWN, "body": "Hej {nvan}"}, "body"),
        ({**OWN, "subject": "{moede"}, "subject"),
        ({**OWN, "body": "Nummer {venteplads}"}, "body"),
        ({**OWN, "body": " "}, "body"),
        ({**OWN, "subject": "x" * 181}, "subject"),
    ],
    ids=["misspelt", "brace", "of another mail", "empty", "long"],
)
def test_broken_words_are_caught_by_their_field_and_nothing_typed_is_lost(network, words, field):
    answer = roles.editor().post(address(MailKey.CONFIRMED), words)
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert (answer.context["form"]["subject"].value(), answer.context["form"]["body"].value()) == tuple(words.values())
    assert text_of(MailKey.CONFIRMED).body == ""


def test_preview_shows_what_was_typed_and_saves_nothing(network):
    answer = roles.editor().post(address(MailKey.CONFIRMED), {**OWN, "preview": "1"})
    assert answer.context["preview"].text.startswith("Kære ")
    assert "{" not in answer.context["preview"].text
    assert text_of(MailKey.CONFIRMED).body == ""


def test_placeholders_are_explained_those_of_this_mail_alone(network):
    shown = dict(roles.editor().get(address(MailKey.WAITING)).context["placeholders"])
    assert set(shown) == {"{navn}", "{netvaerk}", "{moede}", "{tid}", "{sted}", "{gruppe}", "{venteplads}", "{aarsag}"}
    assert all(str(meaning) for meaning in shown.values())


def test_only_editors_write_mail_texts(group):
    for client in (roles.facilitator(group), roles.writer(), roles.outsider()):
        assert client.get(reverse(INDEX)).headers["Location"] == "/admin/"
        assert client.post(address(MailKey.CONFIRMED), OWN).headers["Location"] == "/admin/"
    assert text_of(MailKey.CONFIRMED).body == ""


@pytest.mark.parametrize("key", [kind.key for kind in mail_kinds() if kind.words is None])
def test_our_own_words_have_only_placeholders_that_are_filled(network, key):
    shown = preview(key, *default_words(key))
    assert "{" not in shown.subject + shown.text


def test_a_broken_placeholder_is_refused_whoever_saves_it(network):
    with pytest.raises(ValidationError):
        save_words(text_of(MailKey.CONFIRMED), "Hej", "{nej}")
    broken = text_of(MailKey.CONFIRMED)
    broken.body = "{nej}"
    with pytest.raises(ValidationError):
        broken.full_clean()
