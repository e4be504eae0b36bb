"""What is taken out of the register of sign-ups: files, and the host's list."""

import csv
import io

import pytest
from openpyxl import load_workbook

from kitnet_pages.models import ExportRecord
from tests import roles

from .people import sign_up
from .test_register import at, english, inspect, register

__all__ = ["english", "register"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def dangerous(meeting):
    return sign_up(meeting, 1, name="=1+1", title="@kommando", needs="Nøddeallergi", note="Ærlig æske; og så")


def test_csv_opens_in_danish_excel_without_formulas_or_needs(dangerous, register):
    client = roles.editor()
    body = b"".join(client.get(f"{register}?export=csv").streaming_content)
    assert body.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(body.decode("utf-8-sig")), delimiter=";"))
    assert rows[1][:4] == ["'=1+1", "'@kommando", "Kommunen", "deltager-1@kommune.example"]
    assert "Ærlig æske; og så" in rows[1]
    assert rows[1][rows[0].index("State")] == "confirmed"
    assert "Nøddeallergi" not in body.decode()
    record = ExportRecord.objects.get()
    assert (record.user, record.rows, record.file_format) == (client.user, 1, "csv")


def test_xlsx_has_text_and_no_formula(dangerous, register):
    response = roles.editor().get(f"{register}?export=xlsx")
    sheet = load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    rows = [[cell.value for cell in row] for row in sheet.rows]
    assert rows[1][0] == "'=1+1"
    assert {cell.data_type for row in sheet.rows for cell in row} <= {"s", "inlineStr", "d", "n"}
    assert "Nøddeallergi" not in str(rows)
    # A day that does not fit into its column would be shown as "######".
    dates = {cell.column_letter for cell in sheet[2] if cell.is_date}
    assert {sheet.column_dimensions[letter].width >= len("18.03.2027 10:00") for letter in dates} == {True}
    assert sheet.freeze_panes == "A2"


def test_needs_stand_in_the_hosts_list_alone_and_the_log_knows_who_took_it(dangerous, meeting):
    client = roles.facilitator(meeting.group)
    assert "Nøddeallergi" not in client.get(at("print", meeting)).content.decode()
    assert "Nøddeallergi" not in client.get(inspect(dangerous)).content.decode()
    response = client.post(at("print", meeting))
    assert "Nøddeallergi" in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    assert list(ExportRecord.objects.order_by("pk").values_list("user", "file_format", "rows")) == [
        (client.user.pk, "print", 1),
        (client.user.pk, "print", 1),
    ]
