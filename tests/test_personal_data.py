"""Fields with personal data: declared, in the document, given to the person, erased with the person.

That every field is declared, and that the document is up to it, tests/test_architecture.py asks.
"""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import models

from kitnet_events.domain.personal_stores import STORES
from kitnet_events.domain.personal_table import APPS
from kitnet_events.models import OpeningNotice, SignUp
from kitnet_pages import personal_data
from kitnet_pages.personal_data import Personal, declare, personal_fields, problems

DOCUMENT = Path(__file__).resolve().parents[1] / "docs" / "databeskyttelse.md"

# Models with personal data that are not kept of participants: nobody finds them by an address, and they end otherwise.
NOT_OF_PARTICIPANTS = {
    "kitnet_events.Announcement",  # of whoever logs in
    "kitnet_events.DigestChoice",
    "kitnet_events.MeetingContact",  # published by editors
    "kitnet_events.MeetingPage",
    "kitnet_events.OptOut",  # a fingerprint that outlives the erasure; in what a person is given all the same
    "kitnet_events.PrivacySettings",  # of the authority's officer
    "kitnet_events.ProgrammeItem",
    "kitnet_events.Renewal",  # of a municipality's contact, as its membership
    "kitnet_events.RenewalYear",  # of whoever logs in
}


@pytest.fixture
def declared(monkeypatch):
    """Let a test declare what is gone afterwards."""
    monkeypatch.setattr(personal_data, "_declared", dict(personal_data._declared))


def _of_notices():
    return [problem for problem in problems("kitnet_events") if "OpeningNotice" in problem]


def test_document_names_every_personal_field_with_purpose_and_end():
    table = DOCUMENT.read_text(encoding="utf-8").partition("<!-- begin: table -->")[2]
    rows = [line for line in table.splitlines() if "| `" in line]
    names = [row.split("`")[1] for row in rows]
    assert names == [field.name for _model, field, _personal in personal_fields(*APPS)]
    assert all(len(cell.strip()) > 2 for row in rows for cell in row.strip("|").split("|"))


def test_what_is_kept_of_participants_is_given_to_them_and_erased_with_them():
    """A model with personal data of participants belongs into STORES (kitnet_events/domain/personal_stores.py)."""
    stored = {store.model._meta.label for store in STORES}
    models_ = {model._meta.label for model, _field, _personal in personal_fields("kitnet_events")}
    assert models_ - stored - NOT_OF_PARTICIPANTS == set()
    assert models_ >= stored
    assert models_ >= NOT_OF_PARTICIPANTS


def test_new_field_without_a_declaration_is_found(declared):
    declare("kitnet_events.OpeningNotice", personal={"email": Personal("x", "y")}, other="meeting")
    (problem,) = _of_notices()
    assert "personal_fields.py whether 'created_at' holds personal data" in problem


def test_declaration_of_a_field_that_is_gone_or_stands_twice_is_found(declared):
    personal = {"email": Personal("x", "y")}
    declare("kitnet_events.OpeningNotice", personal=personal, other="meeting created_at phone email")
    gone, twice = _of_notices()
    assert "nothing of 'phone'" in gone
    assert "once, not twice, what 'email' holds" in twice


def test_new_model_without_a_declaration_is_found(declared):
    del personal_data._declared["kitnet_events.OpeningNotice"]
    assert len(_of_notices()) == 3


def test_command_writes_the_table_and_refuses_what_is_not_declared(tmp_path, declared):
    document = tmp_path / "document.md"
    document.write_text("Før\n<!-- begin: table -->gammelt<!-- end: table -->\nefter\n", encoding="utf-8")
    call_command("personal_data", str(document))
    text = document.read_text(encoding="utf-8")
    assert "gammelt" not in text
    assert "| `needs` |" in text
    assert text.startswith("Før\n")
    assert text.endswith("\nefter\n")
    (tmp_path / "none.md").write_text("Intet mærke", encoding="utf-8")
    with pytest.raises(CommandError, match="needs the marks"):
        call_command("personal_data", str(tmp_path / "none.md"))
    del personal_data._declared["kitnet_events.SignUp"]
    with pytest.raises(CommandError, match=r"SignUp: say in kitnet_events/personal_fields\.py"):
        call_command("personal_data")


def test_text_that_people_type_is_personal():
    """No free text of a sign-up counts as harmless."""
    personal = {field.name for model, field, _personal in personal_fields("kitnet_events") if model is SignUp}
    typed = {
        field.name
        for field in SignUp._meta.concrete_fields
        if isinstance(field, (models.CharField, models.TextField, models.JSONField))
    }
    assert typed <= personal
    assert OpeningNotice in {model for model, _field, _personal in personal_fields("kitnet_events")}
