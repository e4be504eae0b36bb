"""Every address of the project's own in the admin, for each role: what it may, and that nothing of another group shows.

A new address gets a line in the table of tests/admin_roles.py.
"""

import io
from contextlib import nullcontext
from unittest.mock import patch

import openpyxl
import pytest
from django.db import transaction
from django.template.response import SimpleTemplateResponse
from django.test import override_settings
from django.urls import NoReverseMatch, reverse

from kitnet_events.domain.merging import merge_participants
from kitnet_events.models import Meeting, MeetingPage, OutboxMail, Participant, SignUp
from kitnet_pages.models import Membership
from tests import roles
from tests.admin_roles import CASES, SECRET, World, addresses, case_of, make_world

HOME = "/admin/"
REMEMBERING = "tests.roles.RememberingBackend"
UNDRAWN = patch.object(SimpleTemplateResponse, "rendered_content", "")
ADD = "Say in tests/admin_roles.py, in CASES, what it is about and to whom it is open: Case(name, kind, roles)."


@pytest.fixture(scope="module")
def world(tree, django_db_blocker):
    with django_db_blocker.unblock():
        yield make_world(tree)


@pytest.fixture(scope="module")
def clients(world, django_db_blocker):
    with django_db_blocker.unblock(), override_settings(AUTHENTICATION_BACKENDS=[REMEMBERING]):
        roles.RememberingBackend.known.clear()
        facilitator = roles.facilitator(world.own.group)
        found = {"F": facilitator, "X": facilitator, "E": roles.editor(), "W": roles.writer()}
        for client in found.values():
            client.force_login(client.user, REMEMBERING)
            client.raise_request_exception = False
        yield found


def url_of(name: str, world: World, *, own: bool) -> str:
    kind = case_of(name).kind
    return reverse(name, args=world.thing(kind, own=own) if kind else [])


def ask(client, method, url, data=None, *, drawn=True):
    """Return what a request answers, and undo what it did. A page that is not ``drawn`` has no text."""
    with transaction.atomic(), nullcontext() if drawn else UNDRAWN:
        response = getattr(client, method)(url, data or {})
        text = "" if response.streaming else response.content.decode(errors="replace")
        transaction.set_rollback(True)
    return response, text


def is_open(client, name, url, *, drawn):
    """Say whether a role gets in; what is only posted is posted. No answer may be 500."""
    data = case_of(name).data
    response, text = ask(client, "get", url, drawn=drawn)
    if response.status_code == 405:
        response, text = ask(client, "post", url, data, drawn=drawn)
    assert response.status_code < 500, (name, response.status_code)
    sent_home = response.status_code == 302 and response.headers["Location"] == HOME
    return not sent_home and response.status_code not in {403, 404}, text


def test_every_address_of_ours_has_a_line():
    missing = [name for name in addresses() if case_of(name) is None]
    assert missing == [], ADD


def test_new_address_without_a_line_is_noticed():
    assert case_of("kitnet_surprise:index") is None
    assert case_of("surprise_modeladmin_index") is None


def test_every_line_is_of_an_address():
    known = list(addresses())
    used = {id(case_of(name)) for name in known}
    stale = [case.name for case in CASES if id(case) not in used and not case.name.endswith(("_inspect", "_history"))]
    assert stale == []


def test_every_address_can_be_reversed(world):
    broken = []
    for name in addresses():
        try:
            url_of(name, world, own=True)
        except NoReverseMatch as error:
            broken.append(f"{name}: {error}")
    assert broken == [], ADD


@pytest.mark.parametrize("name", sorted(set(addresses())))
def test_address_is_open_to_whom_the_table_says(world, clients, name):
    case = case_of(name)
    assert case is not None, ADD
    got, shown = "", {}
    for role, client in clients.items():
        if role == "X" and case.kind is None:
            continue
        # Drawn for the first who gets in: it is the same page for the others, and takes the longest.
        drawn = role in "FX" or not got
        opened, shown[role] = is_open(client, name, url_of(name, world, own=role != "X"), drawn=drawn)
        got += role if opened else ""
    assert sorted(got) == sorted(case.open_to)
    for role in set(shown) & {"F", "X"}:
        assert SECRET.lower() not in shown[role].lower(), f"{name} shows {role} something of another group"


def test_facilitator_finds_nothing_of_another_group_in_search_or_export(world, clients):
    lists = [case.name for case in CASES if case.name.endswith("_modeladmin_index") and "F" in case.open_to]
    assert len(lists) >= 4
    for name in lists:
        for query in ({}, {"q": "ida"}, {"q": "syddanmark"}):
            response = clients["F"].get(reverse(name), query | {"export": "csv"})
            if response.status_code == 400:
                # Nothing is handed out, so what is found is looked at on the page.
                response = clients["F"].get(reverse(name), query)
            assert SECRET.lower() not in _text_of(response).lower(), (name, query)


def test_facilitator_finds_nothing_of_another_group_in_a_workbook(clients):
    lists = [case.name for case in CASES if case.name.endswith("_modeladmin_index") and "F" in case.open_to]
    books = [clients["F"].get(reverse(name), {"export": "xlsx"}) for name in lists]
    texts = [_text_of(response) for response in books if response.status_code == 200]
    assert len(texts) >= 3
    assert SECRET.lower() not in "".join(texts).lower()


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_editor_finds_both_groups_in_an_export(world, clients, file_format):
    response = clients["E"].get(reverse("meetings_signups_modeladmin_index"), {"export": file_format})
    assert SECRET in _text_of(response)


def _text_of(response):
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if content[:2] == b"PK":
        book = openpyxl.load_workbook(io.BytesIO(content))
        return str([[cell.value for cell in row] for sheet in book for row in sheet.iter_rows()])
    return content.decode(errors="replace")


def bulk_address(deed):
    return reverse("wagtail_bulk_action", args=["wagtailcore", "page", deed])


def test_facilitator_finds_no_draft_of_another_group_in_choosers_search_and_api(world, clients):
    (draft,) = world.other.things["page"]
    parent = world.other.group.pk
    # Of its type, it is the page last edited.
    MeetingPage.objects.get(pk=draft).save_revision()
    for url in (
        reverse("wagtailadmin_choose_page_child", args=[parent]),
        reverse("wagtailadmin_choose_page_search") + f"?q={SECRET}",
        reverse("wagtailadmin_pages:search") + f"?q={SECRET}",
        reverse("wagtailadmin_explore", args=[parent]),
        reverse("wagtailadmin_api:pages:listing") + "?fields=*&for_explorer=1",
        reverse("wagtailadmin_api:pages:listing") + f"?child_of={parent}&for_explorer=1",
        reverse("wagtailadmin_api:pages:detail", args=[draft]),
        reverse("wagtailadmin_pages:edit", args=[draft]),
        *(f"{bulk_address(deed)}?id={draft}" for deed in ("delete", "move", "publish", "unpublish")),
        reverse("wagtailadmin_reports:site_history"),
        reverse("wagtailadmin_reports:page_types_usage"),
        reverse("wagtailadmin_reports:page_types_usage_results"),
        reverse("wagtailadmin_reports:aging_pages"),
        reverse("wagtailadmin_home"),
    ):
        response = clients["F"].get(url)
        assert response.status_code < 500, url
        text = response.content.decode(errors="replace").replace(f'value="{SECRET}"', "").replace(f"q={SECRET}", "")
        assert f"{SECRET} udkast" not in text, url


def test_facilitator_reads_no_name_of_another_group_in_the_history_of_the_site(world, clients):
    with transaction.atomic():
        (kept,) = Participant.objects.filter(pk__in=world.other.things["participant"])
        goes = Participant.objects.create(email="hemmelig@andet.example", name=f"{SECRET} Ida")
        merge_participants(kept.pk, goes.pk)
        address = reverse("wagtailadmin_reports:site_history")
        shown = [_text_of(clients["F"].get(address, query)) for query in ({}, {"export": "csv"})]
        transaction.set_rollback(True)
    assert SECRET not in "".join(shown)


def test_deed_at_another_groups_thing_changes_nothing(world, clients):
    client, other = clients["F"], world.other
    before = _state(other)
    posts = [
        ("kitnet_signups:act", other.things["sign-up"], {"deed": "cancel"}),
        (
            "kitnet_signups:bulk",
            [],
            {"deed": "cancel", "pick": other.things["sign-up"], "confirm": "1"},
        ),
        ("kitnet_signups:add", other.things["uid"], {"name": "Bo", "email": "bo@x.example", "workplace": "Faxe"}),
        ("kitnet_meetings:cancel", other.things["uid"], {"reason": "Kapret"}),
        ("kitnet_meetings:terms", other.things["uid"], {"capacity": "1"}),
        ("meetings_outbox_modeladmin_action", other.things["mail action"], {}),
        ("meetings_outbox_modeladmin_all_again", [], {}),
        ("kitnet_members:approve", other.things["enrolment"], {}),
        ("memberships_modeladmin_delete", other.things["membership"], {}),
        ("participants_modeladmin_merge", other.things["participant"], {"with": world.own.things["participant"][0]}),
        ("participants_modeladmin_merge", world.own.things["participant"], {"with": other.things["participant"][0]}),
    ]
    for name, args, data in posts:
        client.post(reverse(name, args=args), data)
    assert _state(other) == before


def _state(side):
    return [
        list(Meeting.objects.filter(pk=side.meeting.pk).values("status", "capacity", "cancellation_reason")),
        list(SignUp.objects.filter(meeting=side.meeting).order_by("pk").values("state", "attended", "internal_note")),
        list(OutboxMail.objects.filter(meeting=side.meeting).order_by("pk").values("state", "attempts")),
        list(Participant.objects.filter(pk__in=side.things["participant"]).values()),
        list(Membership.objects.filter(pk__in=side.things["membership"]).values("contact_name", "last_day")),
    ]
