"""Exports are logged: who, what, when, how many rows."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kitnet_pages.admin.municipalities import MunicipalityRegister
from kitnet_pages.domain.exports import forget_old_exports, record_export
from kitnet_pages.models import ExportRecord
from tests import roles
from tests.factories import MunicipalityFactory, UserFactory

REGISTER = "/admin/municipalities/"
EXPORTS = "/admin/reports/exports/"


@pytest.fixture
def exported(monkeypatch):
    monkeypatch.setattr(MunicipalityRegister, "list_export", ("name", "code"))


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_export_of_a_register_is_logged_with_its_rows_and_filters(network, exported, file_format):
    MunicipalityFactory(name="Køge", region="Sjælland")
    MunicipalityFactory(name="Faxe", region="Sjælland")
    MunicipalityFactory(name="Varde", region="Syddanmark")
    editor = roles.editor()
    MunicipalityFactory(name="Kalundborg", region="Sjælland")
    query = {"export": file_format, "region": "Sjælland", "o": "1", "q": "e"}
    response = editor.get(REGISTER, query)
    assert response.status_code == 200
    record = ExportRecord.objects.get()
    assert (record.user, record.who) == (editor.user, editor.user.username)
    assert (record.rows, record.file_format) == (2, file_format)
    assert sorted(record.selection.split("&")) == ["q=…", "region=Sjælland"]
    assert timezone.now() - record.made_at < timedelta(minutes=1)


def test_looking_at_a_register_is_no_export(network, exported):
    roles.editor().get(REGISTER)
    assert not ExportRecord.objects.exists()


def test_register_that_hands_nothing_out_refuses_and_logs_nothing(network):
    assert roles.editor().get(REGISTER, {"export": "csv"}).status_code == 400
    assert not ExportRecord.objects.exists()


def test_who_took_what_outlives_the_login(db):
    user = UserFactory(first_name="Ea", last_name="Eksempel")
    record = record_export(user, "Tilmeldinger", 12, "csv")
    user.delete()
    record.refresh_from_db()
    assert (record.user, record.who, record.rows) == (None, "Ea Eksempel", 12)


def test_hostile_selection_is_cut_to_what_fits(db):
    record = record_export(UserFactory(), "x" * 999, 1, "csv", "q=\x00\ud800" + "y" * 9999)
    record.refresh_from_db()
    assert (len(record.what), len(record.selection), "\0" in record.selection) == (200, 500, False)


def test_editors_see_all_exports_and_others_none(network):
    record_export(UserFactory(username="anden"), "Tilmeldinger", 12, "csv")
    page = roles.editor().get(EXPORTS).content.decode()
    assert "Tilmeldinger" in page
    assert "anden" in page
    assert roles.writer().get(EXPORTS).headers["Location"] == "/admin/"


def test_old_exports_are_forgotten(db):
    old, new = record_export(UserFactory(), "Gammelt", 1, "csv"), record_export(UserFactory(), "Nyt", 1, "csv")
    ExportRecord.objects.filter(pk=old.pk).update(made_at=timezone.now() - timedelta(days=761))
    assert forget_old_exports() == 1
    assert list(ExportRecord.objects.all()) == [new]
