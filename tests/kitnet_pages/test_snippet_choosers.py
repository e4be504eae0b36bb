"""Choosing contacts, organisations, topics and collections in the editor, and making them there."""

import json

import pytest
from django.urls import reverse

from kitnet_pages.admin.snippet_choosers import ContactForm, OrganisationForm, TopicForm
from kitnet_pages.models import Contact, Topic
from tests import factories, roles


@pytest.fixture(scope="module")
def editor(tree, django_db_blocker):
    with django_db_blocker.unblock():
        return roles.editor()


@pytest.fixture(autouse=True)
def _in_the_modules_network(planted):
    """Undo what each test does."""


def address(model, view, *args):
    return reverse(f"wagtailsnippetchoosers_kitnet_pages_{model}:{view}", args=args)


def test_a_contact_is_made_in_the_chooser_and_chosen(editor):
    answer = editor.post(
        address("contact", "create"), {"name": "Ea Holm", "title": "Arkitekt", "email": "ea@x.example"}
    )
    contact = Contact.objects.get(name="Ea Holm")
    assert (answer.json()["step"], answer.json()["result"]["id"]) == ("chosen", str(contact.pk))


@pytest.mark.parametrize("form", [ContactForm, OrganisationForm, TopicForm])
def test_every_field_of_what_is_made_in_a_chooser_has_a_help_text(form):
    assert [name for name, field in form().fields.items() if not field.help_text] == []


def test_a_topic_made_in_the_chooser_gets_a_short_name_that_no_other_has(editor):
    for name in ("Åben arkitektur", "Åben  arkitektur!", "!!!"):
        answer = editor.post(address("topic", "create"), {"name": name})
    assert list(Topic.objects.values_list("name", "slug")) == [("Åben arkitektur", "aaben-arkitektur")]
    assert answer.json()["step"] == "reshow_creation_form"


@pytest.mark.parametrize("model", ["contact", "organisation", "topic"])
@pytest.mark.parametrize("typed", [{}, {"name": "a\0b"}, {"name": "x" * 500}])
def test_a_form_that_nobody_filled_in_right_is_shown_again_with_its_errors(editor, model, typed):
    answer = editor.post(address(model, "create"), typed)
    assert (answer.status_code, json.loads(answer.content)["step"]) == (200, "reshow_creation_form")
    assert "error" in answer.json()["htmlFragment"]


def test_where_nothing_can_be_made_a_form_sent_by_hand_answers_404(editor):
    assert editor.post(address("collection", "create"), {"name": "x"}).status_code == 404
    assert editor.get(address("collection", "create")).status_code == 404


@pytest.mark.parametrize("key", ["abc", "1e9", "9" * 30, "0"])
def test_a_key_that_is_none_answers_404(editor, key):
    assert editor.get(address("contact", "chosen", key)).status_code == 404


def test_many_are_chosen_at_once_and_a_key_that_is_none_answers_404(editor):
    first, second = factories.ContactFactory(), factories.ContactFactory()
    many = address("contact", "chosen_multiple")
    chosen = editor.get(many, {"id": [first.pk, second.pk]}).json()["result"]
    assert {one["id"] for one in chosen} == {str(first.pk), str(second.pk)}
    assert editor.get(many, {"id": ["abc"]}).status_code == 404
