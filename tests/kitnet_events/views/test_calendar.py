"""What a calendar program meets when it asks for a feed (RFC 9110, RFC 9111)."""

import gzip
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.http import parse_http_date

from kitnet_events.models import Feed, Meeting
from tests import factories
from tests.kitnet_events import calendars
from tests.planting import shared
from tests.queries import number_of_queries

pytestmark = pytest.mark.django_db

ALL = "/kalender/all.ics"
ASKING = {"all": ALL, "group": "/kalender/group/sjaelland.ics", "meeting": "/kalender/meeting/{uid}.ics"}


@shared
def meeting(group) -> Meeting:
    return factories.make_meeting(group, title="Møde i Køge")


@pytest.fixture(params=ASKING)
def path(request, meeting) -> str:
    """Return the path of each kind of calendar."""
    return ASKING[request.param].format(uid=meeting.uid)


def in_http(moment) -> str:
    return format_datetime(moment, usegmt=True)


# ── The answer ───────────────────────────────────────────────────────────────────────────────────────────────────
def test_answer_says_what_it_is(client, path):
    response = client.get(path)
    assert response.status_code == 200
    assert {name: response[name] for name in response.headers if name not in {"ETag", "Last-Modified"}} == {
        "Content-Type": "text/calendar; charset=utf-8",
        "Content-Length": str(len(response.content)),
        "Content-Disposition": f'inline; filename="{path.rsplit("/", 1)[1]}"',
        "Cache-Control": "public, max-age=300, stale-while-revalidate=3600",
        "Access-Control-Allow-Origin": "*",
        "X-Content-Type-Options": "nosniff",
        "Vary": "Accept-Encoding",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
    assert response["ETag"].startswith('"')
    assert response["ETag"].endswith('"')
    assert not response.cookies
    assert calendars.parse(response.content).events[0]["SUMMARY"].text == "Møde i Køge"


def test_feed_of_a_topic_and_of_a_round_answer_too(client, network, group):
    season = factories.RoundPageFactory(parent=network.meeting_index, slug="1-runde")
    page = factories.MeetingPageFactory(parent=group, round=season)
    page.topics = [factories.TopicFactory(slug="digital-post")]
    factories.publish(page)
    for path in ("round/1-runde", "topic/digital-post"):
        assert calendars.read(client, f"/kalender/{path}.ics").event(page.meeting.uid)


def test_network_without_meetings_has_an_empty_calendar(client, network):
    Feed.objects.all().delete()
    response = client.get(ALL)
    assert calendars.parse(response.content).events == []
    assert client.get(ALL, headers={"If-None-Match": response["ETag"]}).status_code == 304


@pytest.mark.parametrize("query", ["?", "?utm_source=x", "?nocache=%00", "?a=%FF&b=\u00e6", "?format=html"])
def test_any_query_string_is_ignored(client, path, query):
    plain, asked = client.get(path), client.get(path + query)
    assert (asked.status_code, asked.content, asked["ETag"]) == (200, plain.content, plain["ETag"])


def test_head_says_what_get_says_without_the_body(client, path):
    got, asked = client.get(path), client.head(path)
    assert (asked.status_code, asked.content) == (200, b"")
    assert dict(asked.headers) == dict(got.headers)
    assert client.head(path, headers={"If-None-Match": got["ETag"]}).status_code == 304


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND", "REPORT"])
def test_other_methods_are_not_allowed(path, method):
    response = Client(enforce_csrf_checks=True).generic(method, path)
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"


@pytest.mark.parametrize(
    "address",
    [
        "group/findes-ikke.ics",
        "topic/all.ics",
        "all/nothing.ics",
        "nonsense/all.ics",
        "group/%00.ics",
        "group/%F0%9F%98%80.ics",
        "group/" + "a" * 300 + ".ics",
        "meeting/11111111-1111-4111-8111-111111111111.ics",
    ],
)
def test_unknown_calendar_is_a_plain_404(client, meeting, address):
    response = client.get("/kalender/" + address)
    assert response.status_code == 404
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response.content == b"There is no calendar at this address.\n"


def test_former_address_of_a_group_leads_on_for_good(client, group, meeting):
    group.slug = "oest"
    factories.publish(group)
    for ask in (client.get, client.head):
        response = ask("/kalender/group/sjaelland.ics?x=1")
        assert (response.status_code, response["Location"]) == (301, "/kalender/group/oest.ics")
        assert response["Cache-Control"].startswith("public, max-age=300")
        assert response["Access-Control-Allow-Origin"] == "*"
    assert calendars.read(client, "/kalender/group/oest.ics").event(meeting.uid)


# ── Conditions ───────────────────────────────────────────────────────────────────────────────────────────────────
def test_unchanged_calendar_is_a_304_with_its_headers(client, path):
    whole = client.get(path)
    response = client.get(path, headers={"If-None-Match": whole["ETag"]})
    assert (response.status_code, response.getvalue()) == (304, b"")
    for name in ("ETag", "Last-Modified", "Cache-Control", "Vary", "Access-Control-Allow-Origin"):
        assert response[name] == whole[name], name
    for name in ("Content-Type", "Content-Length", "Content-Encoding"):
        assert name not in response.headers
    assert not response.cookies


@pytest.mark.parametrize(
    ("condition", "status"),
    [
        ("{etag}", 304),
        ("W/{etag}", 304),
        ('"other", {etag}', 304),
        ('"other",W/{etag} , "third"', 304),
        ("*", 304),
        (" * ", 304),
        ('"other"', 200),
        ("{bare}", 200),
        ("", 200),
        ("nonsense", 200),
        ('"{bare}', 200),
    ],
)
def test_if_none_match_takes_lists_weak_tags_and_a_star(client, path, condition, status):
    etag = client.get(path)["ETag"]
    condition = condition.format(etag=etag, bare=etag.strip('"'))
    assert client.get(path, headers={"If-None-Match": condition}).status_code == status


@pytest.mark.parametrize(("seconds", "status"), [(-1, 200), (0, 304), (3600, 304)])
def test_if_modified_since_is_asked_by_whole_seconds(client, path, seconds, status):
    # Several changes within a second are counted as seconds to come: here they have come.
    for model in (Feed, Meeting):
        model.objects.update(changed_at=timezone.now() - timedelta(hours=1))
    modified = parse_http_date(client.get(path)["Last-Modified"])
    since = in_http(datetime.fromtimestamp(modified + seconds, tz=UTC))
    assert client.get(path, headers={"If-Modified-Since": since}).status_code == status


def test_if_none_match_goes_before_if_modified_since(client, path):
    later = in_http(datetime.now(tz=UTC) + timedelta(days=1))
    etag, old = client.get(path)["ETag"], "Mon, 03 Jan 2000 00:00:00 GMT"
    assert client.get(path, headers={"If-None-Match": '"other"', "If-Modified-Since": later}).status_code == 200
    assert client.get(path, headers={"If-None-Match": etag, "If-Modified-Since": old}).status_code == 304


@pytest.mark.parametrize("date", ["", "yesterday", "0", "Thu, 32 Foo 2026 99:99:99 GMT", "\u00e6", "9" * 4000])
def test_unreadable_date_is_ignored(client, path, date):
    assert client.get(path, headers={"If-Modified-Since": date}).status_code == 200


def test_last_modified_never_goes_backwards_nor_into_the_future(client, group, meeting):
    seen = []
    page = meeting.page
    other = factories.MeetingPageFactory(parent=group, title="Et til")
    for change in (
        lambda: factories.publish(_titled(page, "Nyt navn")),
        lambda: factories.publish(_titled(page, "Endnu et")),
        page.delete,
        other.delete,
    ):
        change()
        response = client.get(ALL)
        modified = parse_http_date(response["Last-Modified"])
        assert modified <= timezone.now().timestamp()
        seen.append((modified, response["ETag"]))
    assert [modified for modified, _etag in seen] == sorted(modified for modified, _etag in seen)
    assert len({etag for _modified, etag in seen}) == len(seen)


def _titled(page, title):
    page.title = title
    return page


def test_validator_is_of_the_bytes(client, path, meeting):
    first = client.get(path)
    assert client.get(path)["ETag"] == first["ETag"]
    page = meeting.page
    page.title = "Et andet navn"
    factories.publish(page)
    second = client.get(path)
    assert second["ETag"] != first["ETag"]
    assert second.content != first.content


# ── Compression ──────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip", "gzip"),
        ("gzip, deflate, br", "gzip"),
        ("br;q=1.0, GZIP;q=0.5", "gzip"),
        ("*", "gzip"),
        ("gzip;q=0", ""),
        ("gzip;q=0.000, *;q=1", ""),
        ("identity", ""),
        ("", ""),
        ("gzip;q=oops", ""),
        ("xgzip", ""),
    ],
)
def test_calendar_is_compressed_for_those_who_take_it(client, path, accepted, encoding):
    plain = client.get(path)
    response = client.get(path, headers={"Accept-Encoding": accepted})
    assert response.headers.get("Content-Encoding", "") == encoding
    body = gzip.decompress(response.content) if encoding else response.content
    assert body == plain.content
    assert response["Vary"] == "Accept-Encoding"
    assert response["Content-Length"] == str(len(response.content))
    assert (response["ETag"] == plain["ETag"]) == (not encoding)
    assert not response["ETag"].startswith("W/")


def test_each_encoding_has_a_validator_of_its_own(client, path):
    plain = client.get(path)["ETag"]
    packed = client.get(path, headers={"Accept-Encoding": "gzip"})["ETag"]
    for etag, encoding, status in (
        (packed, "gzip", 304),
        (plain, "", 304),
        (plain, "gzip", 200),
        (packed, "", 200),
    ):
        headers = {"If-None-Match": etag, "Accept-Encoding": encoding}
        assert client.get(path, headers=headers).status_code == status


@pytest.mark.parametrize("accepted", ["", "gzip", "gzip;q=0"])
def test_host_that_compresses_its_pages_leaves_calendars_alone(client, path, accepted, settings):
    asking = {"Accept-Encoding": accepted}
    whole = client.get(path, headers=asking)
    unchanged = client.get(path, headers=asking | {"If-None-Match": whole["ETag"]})
    settings.MIDDLEWARE = ["django.middleware.gzip.GZipMiddleware", *settings.MIDDLEWARE]
    client = Client()
    again = client.get(path, headers=asking)
    assert (dict(again.headers), again.content) == (dict(whole.headers), whole.content)
    again = client.get(path, headers=asking | {"If-None-Match": whole["ETag"]})
    assert (again.status_code, dict(again.headers), again.getvalue()) == (304, dict(unchanged.headers), b"")


# ── Cost ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_304_costs_one_query_and_a_feed_two_at_any_size(client, group, meeting):
    etag = client.get(ALL)["ETag"]
    assert number_of_queries(lambda: client.get(ALL, headers={"If-None-Match": etag})) == 1
    assert number_of_queries(lambda: client.get(ALL)) == 2
    for number in range(29):
        factories.make_meeting(group, start_date=factories.in_days(number + 2))
    assert number_of_queries(lambda: client.get(ALL)) == 2
    etag = client.get(ALL)["ETag"]
    assert number_of_queries(lambda: client.get(ALL, headers={"If-None-Match": etag})) == 1


# ── A meeting's permanent address ────────────────────────────────────────────────────────────────────────────────
def test_permanent_address_leads_to_the_page_wherever_it_stands(client, network, group, meeting):
    address = f"/kalender/meeting/{meeting.uid}/"
    assert client.get(address).url == meeting.page.get_url()
    other = factories.GroupPageFactory(parent=network.group_index, slug="andre")
    page = meeting.page
    page.move(factories.fresh(other), pos="last-child")
    moved = client.get(address)
    assert (moved.status_code, moved.url) == (302, factories.fresh(page).get_url())
    assert "andre" in moved.url
    factories.fresh(page).unpublish()
    assert client.get(address).status_code == 404
