"""At every form stands who is responsible, until when data is kept, and whom one may turn to."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.urls import reverse

from kitnet_events.domain.privacy_notice import notice_of
from kitnet_events.domain.tokens import Purpose, make_token, sign_up_token
from kitnet_events.models import DataController, Meeting, PrivacySettings
from tests import roles
from tests.forms import form_data
from tests.planting import shared
from tests.queries import number_of_queries

from .people import sign_up

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[3]


@shared
def ended(meeting):
    """Let the meeting be on 24 November 2026 from 10 to 16 o'clock."""
    Meeting.objects.filter(pk=meeting.pk).update(
        starts_at=datetime(2026, 11, 24, 9, tzinfo=UTC), ends_at=datetime(2026, 11, 24, 15, tzinfo=UTC)
    )
    meeting.refresh_from_db()
    return meeting


@shared
def privacy(meeting):
    privacy = PrivacySettings.objects.create(
        site=meeting.page.get_site(), arrangement="Spørg bare den første.", officer_email="dpo@host.example"
    )
    for order, name in enumerate(("Foreningen", "Selskabet", "Klubben")):
        DataController.objects.create(settings=privacy, name=name, url=f"https://{order}.example/", sort_order=order)
    return privacy


def forms(meeting):
    """Return the address of every page with a form, by name."""
    mine = sign_up(meeting)
    person = mine.participant
    step_up = make_token(Purpose.STEP_UP, person, what="erase", email="")
    return {
        "form": meeting.page.url + "tilmelding/",
        "manage": reverse("kitnet_events:sign_up_manage", args=[sign_up_token(mine)]),
        "ask": reverse("kitnet_events:own_page"),
        "open": reverse("kitnet_events:own_page_open", args=[make_token(Purpose.OWN_PAGE, person)]),
        "step_up": reverse("kitnet_events:step_up", args=[step_up]),
    }


def test_every_public_template_with_a_form_has_the_notice():
    """A form that asks nobody for anything (a search box, a filter) sends its fields with GET."""
    folders = [ROOT / "templates", *(ROOT / app / "templates" for app in ("kitnet_pages", "kitnet_events"))]
    templates = [path for folder in folders for path in folder.rglob("*.html") if "admin" not in path.parts]
    asking = [path for path in templates if 'method="post"' in path.read_text(encoding="utf-8")]
    assert len(asking) >= 8
    silent = {path.name for path in asking if "{% privacy_notice" not in path.read_text(encoding="utf-8")}
    # A page's password says nothing about a person.
    silent -= {"password_required.html"}
    assert silent == set(), "Put {% privacy_notice %} (kitnet_privacy) below these forms; see domain/privacy_notice.py."


def test_form_names_all_who_are_responsible_the_officer_and_where_to_complain(client, meeting, privacy):
    for name, url in forms(meeting).items():
        html = client.get(url).content.decode()
        for words in ("Foreningen", "Selskabet", "Klubben", "Spørg bare den første.", "dpo@host.example"):
            assert words in html, name
        assert "Dataansvarlige sammen:" in html, name
        assert 'href="https://www.datatilsynet.dk/"' in html, name


def test_one_alone_is_responsible_alone(client, meeting, privacy):
    privacy.controllers.exclude(name="Klubben").delete()
    html = client.get("/mine/").content.decode()
    assert "Dataansvarlig:" in html
    assert "Klubben" in html
    assert "Dataansvarlige sammen:" not in html


def test_network_is_responsible_until_somebody_is_named_and_reading_writes_nothing(client, meeting):
    html = client.get("/mine/").content.decode()
    assert "Netværket" in html
    assert "Databeskyttelsesrådgiver:" not in html
    assert "Datatilsynet" in html
    assert not PrivacySettings.objects.exists()


def test_sign_up_says_the_days_of_erasure(ended):
    text = " ".join(notice_of("sign_up", ended))
    assert "senest den 2. december 2026" in text
    assert "senest den 24. maj 2027" in text


def test_days_follow_the_settings(ended, settings):
    settings.KITNET_EVENTS = {"NEEDS_DAYS": 1, "DATA_DAYS": 30}
    text = " ".join(notice_of("sign_up", ended))
    assert "26. november 2026" in text
    assert "25. december 2026" in text


@pytest.mark.parametrize("kind", ["opening", "ask", "own_page"])
def test_other_forms_say_until_when_in_danish(ended, kind):
    sentences = notice_of(kind, ended if kind == "opening" else None)
    assert sentences
    assert any(any(c.isdigit() for c in sentence) for sentence in sentences)
    assert not any("erased" in sentence for sentence in sentences)


def test_notice_costs_no_more_for_many_who_are_responsible(client, meeting, privacy):
    privacy.controllers.exclude(name="Klubben").delete()
    client.get("/mine/")
    few = number_of_queries(lambda: client.get("/mine/"))
    for number in range(9):
        DataController.objects.create(settings=privacy, name=f"Forening {number}")
    assert number_of_queries(lambda: client.get("/mine/")) == few


def test_editors_say_who_is_responsible_and_others_cannot(meeting):
    site = meeting.page.get_site()
    address = reverse("wagtailsettings:edit", args=["kitnet_events", "privacysettings", site.pk])
    editor = roles.editor()
    data = form_data(editor.get(address).context["form"])
    data |= {
        "controllers-TOTAL_FORMS": "2",
        "controllers-0-name": "Foreningen",
        "controllers-0-email": "post@forening.example",
        "controllers-0-ORDER": "1",
        "controllers-1-name": "Selskabet",
        "controllers-1-ORDER": "2",
    }
    assert editor.post(address, data).status_code == 302
    assert [one.name for one in PrivacySettings.for_site(site).controllers.all()] == ["Foreningen", "Selskabet"]
    assert roles.writer().get(address).headers["Location"] == "/admin/"
    assert roles.facilitator(meeting.group).get(address).headers["Location"] == "/admin/"
