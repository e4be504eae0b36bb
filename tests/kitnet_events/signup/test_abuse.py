"""Forms that anybody may send: machines are refused, floods are slowed down, and both in friendly words."""

from datetime import timedelta

import pytest
from django.core import signing
from django.test import RequestFactory
from django.utils import timezone

from kitnet_events.domain import limits
from kitnet_events.domain.tokens import sign_up_token
from kitnet_events.models import OpeningNotice, OutboxMail, SignUp
from kitnet_events.views.visitors import client_address

from .people import sign_up, stamp

pytestmark = pytest.mark.django_db


def typed(**more):
    fields = {"name": "Ida Eksempel", "email": "ida@faxe.example", "workplace": "Konsulenthuset", "stamp": stamp()}
    return {**fields, **more}


@pytest.fixture
def url(meeting):
    return meeting.page.url + "tilmelding/"


@pytest.fixture
def not_yet(meeting, url):
    meeting.opens_at = timezone.now() + timedelta(days=2)
    meeting.save()
    return url


MACHINES = {"trap": {"website": "x"}, "no stamp": {"stamp": ""}, "made up": {"stamp": "x" * 9999}, "fast": {}}


@pytest.mark.parametrize("case", MACHINES)
@pytest.mark.parametrize("form", ["sign-up", "opening", "own page"])
def test_machine_is_refused_at_every_open_form_and_loses_nothing_typed(client, meeting, request, form, case):
    sign_up(meeting, 1, email="ida@faxe.example")
    OutboxMail.objects.all().delete()
    address = "/mine/" if form == "own page" else meeting.page.url + "tilmelding/"
    if form == "opening":
        request.getfixturevalue("not_yet")
    sent = typed(**{"stamp": stamp(0 if case == "fast" else 60), **MACHINES[case]})
    response = client.post(address, sent)
    assert response.status_code == 400
    assert "ida@faxe.example" in response.content.decode()
    assert (OutboxMail.objects.count(), OpeningNotice.objects.count(), SignUp.objects.count()) == (0, 0, 1)


def test_refused_form_can_be_sent_again_by_a_hasty_person(client, url, settings):
    response = client.post(url, typed(stamp=stamp(0)))
    settings.KITNET_EVENTS = {"FORM_SECONDS": 0}
    assert client.post(url, typed(stamp=response.context_data["form"]["stamp"].value())).status_code == 302


def test_stamp_of_last_week_is_too_old(client, url):
    assert client.post(url, typed(stamp=stamp(60))).status_code == 302
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("time.time", lambda: timezone.now().timestamp() - 7 * 24 * 3600)
        old = signing.dumps(1, salt="kitnet_events.form-stamp")
    response = client.post(url, typed(stamp=old))
    assert response.status_code == 400
    # The hour at which it was opened is the only thing that is wrong with it.
    assert "har stået åben længe" in response.content.decode()
    assert "meget hurtigt" in client.post(url, typed(stamp=stamp(0))).content.decode()


@pytest.mark.parametrize(
    ("setting", "changes"),
    [
        ("FORMS_PER_NETWORK", lambda n: {"email": f"person-{n}@faxe.example"}),
        ("FORMS_PER_MEETING", lambda n: {"email": f"person-{n}@faxe.example"}),
        ("FORMS_PER_ADDRESS", lambda n: {}),
    ],
)
def test_flood_is_slowed_down_with_a_friendly_429(client, url, settings, setting, changes):
    settings.KITNET_EVENTS = {setting: 2}
    for number in range(2):
        assert client.post(url, typed(**changes(number))).status_code == 302
    response = client.post(url, typed(**changes(2)))
    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= 3600
    html = response.content.decode()
    assert str(limits.too_often()) in html
    assert "Ida Eksempel" in html


@pytest.mark.parametrize("form", ["mail again", "opening", "leave"])
def test_every_other_form_that_sends_mail_is_slowed_down_too(client, url, request, settings, form):
    settings.KITNET_EVENTS = {"FORMS_PER_NETWORK": 1}
    if form == "opening":
        request.getfixturevalue("not_yet")
    first = "/deltag/forlad/" if form == "leave" else url
    assert client.post(first, typed()).status_code in {200, 302}
    written = OutboxMail.objects.count()
    response = client.post(f"{url}se-din-mail/" if form == "mail again" else first, typed())
    assert response.status_code == 429
    assert int(response["Retry-After"])
    assert "en time" in response.content.decode()
    assert OutboxMail.objects.count() == written


def test_seat_is_handed_over_only_so_often_to_one_address(client, meeting, settings):
    settings.KITNET_EVENTS = {"FORMS_PER_ADDRESS": 1}
    fields = {"action": "hand_over", "colleague-name": "Bo", "colleague-workplace": "Konsulenthuset"}
    fields["colleague-email"] = "bo@faxe.example"
    answers = [client.post(f"/tilmelding/{sign_up_token(sign_up(meeting, number))}/", fields) for number in (1, 2)]
    assert [answer.status_code for answer in answers] == [302, 429]
    assert int(answers[1]["Retry-After"])
    assert str(limits.too_often()) in answers[1].content.decode()
    assert list(SignUp.objects.order_by("pk").values_list("state", flat=True)) == ["cancelled", "held", "confirmed"]


def test_another_network_and_another_address_are_not_held_up(client, url, settings):
    settings.KITNET_EVENTS = {"FORMS_PER_NETWORK": 1, "FORMS_PER_ADDRESS": 1}
    assert client.post(url, typed(), REMOTE_ADDR="192.0.2.1").status_code == 302
    assert client.post(url, typed(email="b@faxe.example"), REMOTE_ADDR="192.0.2.200").status_code == 429
    assert client.post(url, typed(email="b@faxe.example"), REMOTE_ADDR="198.51.100.1").status_code == 302
    assert client.post(url, typed(), REMOTE_ADDR="203.0.113.1").status_code == 429


def test_own_page_is_asked_for_only_so_often(client, meeting, settings):
    settings.KITNET_EVENTS = {"FORMS_PER_ADDRESS": 1}
    sign_up(meeting, 1, email="ida@faxe.example")
    for expected in (200, 429):
        response = client.post("/mine/", {"email": "Ida@Faxe.example ", "stamp": stamp()})
        assert response.status_code == expected
    assert OutboxMail.objects.filter(key="own_page").count() == 1
    assert int(response["Retry-After"])


def test_counters_know_no_address(monkeypatch):
    keys = []
    monkeypatch.setattr(limits.cache, "add", lambda key, *_args: keys.append(key))
    monkeypatch.setattr(limits.cache, "incr", lambda key: keys.append(key) or 1)
    limits.count("address", "ida@faxe.example", 5)
    assert keys
    assert not any("ida" in key for key in keys)


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, "", "192.0.2.7"),
        (0, "203.0.113.9", "192.0.2.7"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "made-up, 203.0.113.9", "203.0.113.9"),
        (2, "made-up, 203.0.113.9, 198.51.100.2", "203.0.113.9"),
        (2, "203.0.113.9", "192.0.2.7"),
        (1, "", "192.0.2.7"),
    ],
)
def test_visitor_is_who_asked_the_outermost_proxy(settings, proxies, forwarded, expected):
    settings.KITNET_EVENTS = {"PROXIES": proxies}
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.7", HTTP_X_FORWARDED_FOR=forwarded)
    assert client_address(request) == expected


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("::ffff:192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2::3", "2001:db8:1::/48"),
        ("fe80::1%eth0", "fe80::/48"),
        ("", "unknown"),
        ("unix:", "unknown"),
    ],
)
def test_network_is_what_a_household_or_office_shares(address, network):
    assert limits.network_of(address) == network
