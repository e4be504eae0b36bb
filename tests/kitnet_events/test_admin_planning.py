"""Planning a round, in the admin."""

from datetime import date, time, timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from kitnet_events.models import Meeting, MeetingPage, RoundPage
from tests import factories, roles
from tests.planting import shared
from tests.queries import number_of_queries

URL = "/admin/meetings/plan/"
HOME = "/admin/"
# Tuesdays a year and more ahead, on which nothing else is.
DAYS = [date(2028, 9, 5) + timedelta(weeks=week) for week in range(5)]
MOST_INPUTS, MOST_PAGES = 25, 3


@pytest.fixture(autouse=True)
def english(settings):
    """Make English the site's language: what is asserted in words must not wait for a translation."""
    settings.LANGUAGE_CODE = "en"


@shared
def groups(network):
    names = ("Hovedstaden", "Midt-Nord", "Sjælland", "Syddanmark")
    return [factories.GroupPageFactory(parent=network.group_index, title=name) for name in names]


@shared
def last(network, groups):
    """Plant the last round: a meeting in each group, and a joint one."""
    page = factories.RoundPageFactory(parent=network.meeting_index, year=2027, number=2, theme="Begreber")
    host = factories.MunicipalityFactory(name="Køge")
    for parent, day in zip([*groups, network.meeting_index], DAYS, strict=True):
        meeting = factories.make_meeting(
            parent, round=page, start_date=day - timedelta(weeks=52), venue="Rådhuset", host=host
        )
        Meeting.objects.filter(pk=meeting.pk).update(capacity=30)
    factories.add_programme_item(MeetingPage.objects.first(), title="Velkomst", start_time=time(9, 30))
    return page


class Browser:
    """A browser that opens a form and sends it, and counts pages and inputs."""

    def __init__(self, client):
        self.client, self.pages, self.inputs = client, 0, 0

    def open(self, url):
        """Open a page by its address: one page, no input."""
        self.take(self.client.get(url))

    def take(self, response):
        """Look at the page that came."""
        while response.status_code in {301, 302}:
            response = self.client.get(response["Location"])
        assert response.status_code == 200
        self.pages += 1
        self.url = response.wsgi_request.get_full_path()
        self.soup = BeautifulSoup(response.content, "html.parser")
        self.response = response
        self.data = {}

    @property
    def text(self):
        return " ".join(self.soup.select_one("#main, main").get_text(" ").split())

    def fill(self, name, value):
        """Type into an input: one input. What it held is replaced."""
        assert self.soup.select_one(f'[name="{name}"]'), name
        self.data[name] = value
        self.inputs += 1

    def press(self, label):
        """Press the button with this text: one input, another page."""
        button = next(one for one in self.soup.select("main button") if label in " ".join(one.get_text().split()))
        form = button.find_parent("form")
        self.inputs += 1
        sent = self._filled(form) | self.data
        self.take(self.client.post(form.get("action") or self.url, sent))

    @staticmethod
    def _filled(form):
        data = {}
        for field in form.select("input[name], textarea[name], select[name]"):
            if field.name == "select":
                chosen = field.select_one("option[selected]")
                data[field["name"]] = chosen["value"] if chosen else ""
            elif field.name == "textarea":
                data[field["name"]] = field.get_text().lstrip("\n")
            elif field.get("type") in {"checkbox", "radio"}:
                if field.has_attr("checked"):
                    data[field["name"]] = field.get("value", "on")
            else:
                data[field["name"]] = field.get("value", "")
        return data


def day_field(parent):
    return f"m{parent.pk}-day"


def test_round_of_five_copied_with_new_dates_takes_few_inputs_on_few_pages(network, groups, last):
    browser = Browser(roles.editor())
    browser.open(URL)
    for parent, day in zip([*groups, network.meeting_index], DAYS, strict=True):
        browser.fill(day_field(parent), f"{day}")
    browser.press("Make the drafts")
    assert "5 drafts are made" in browser.response.content.decode()
    page = RoundPage.objects.get(number=3) if RoundPage.objects.filter(number=3) else RoundPage.objects.latest("pk")
    assert [one.start_date for one in MeetingPage.objects.filter(round=page).order_by("start_date")] == DAYS
    browser.press("Publish the round and 5 meetings")
    browser.press("publish")
    assert MeetingPage.objects.filter(round=page).live().count() == 5
    assert RoundPage.objects.get(pk=page.pk).live
    assert browser.inputs <= MOST_INPUTS
    # To the drafts: the form and the round's own page. The third asks whom publishing reaches.
    assert browser.pages - 1 <= MOST_PAGES


def test_form_begins_as_the_last_round(network, groups, last):
    form = roles.editor().get(URL).context["form"]
    assert form.round["theme"].value() == "Begreber"
    assert form.round["programme"].value() == "9.30 Velkomst"
    assert [row.title for row in form.rows] == ["Hovedstaden", "Midt-Nord", "Sjælland", "Syddanmark", "Joint meeting"]
    row = form.rows[0]
    assert [row[name].value() for name in ("take", "day", "venue", "capacity")] == [True, None, "Rådhuset", 30]
    copied = roles.editor().get(URL, {"copy": last.pk}).context["form"]
    assert copied.round["year"].value() == 2028
    assert [one["day"].value() for one in copied.rows] == DAYS


def test_clashes_are_shown_once_and_the_drafts_made_nevertheless(network, groups, last):
    browser = Browser(roles.editor())
    browser.open(f"{URL}?copy={last.pk}")
    browser.fill(day_field(groups[0]), "2028-12-25")
    browser.press("Make the drafts")
    assert "is a public holiday: Christmas Day" in browser.text
    assert not RoundPage.objects.filter(year=2028).exists()
    # Another date has another clash: it is shown first, too.
    browser.fill(day_field(groups[0]), "2028-12-26")
    browser.press("Make the drafts nevertheless")
    assert "Second Day of Christmas" in browser.text
    browser.press("Make the drafts nevertheless")
    assert RoundPage.objects.filter(year=2028).exists()
    assert MeetingPage.objects.filter(start_date=date(2028, 12, 26), live=False).count() == 1


def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(network, groups, last):
    browser = Browser(roles.editor())
    browser.open(f"{URL}?copy={last.pk}")
    browser.fill(day_field(groups[0]), "")
    browser.fill(f"m{groups[1].pk}-end", "08:00")
    browser.fill(f"m{groups[2].pk}-capacity", "-5")
    browser.fill("theme", "Et nyt tema")
    browser.fill("programme", "9.30 Velkomst\n25.00 Umuligt")
    browser.press("Make the drafts")
    form = browser.response.context["form"]
    assert [set(row.errors) for row in form.rows] == [{"day"}, {"end"}, {"capacity"}, set(), set()]
    assert form.round.errors == {"programme": ["Line 2: There is no such time."]}
    assert form.round["theme"].value() == "Et nyt tema"
    assert not RoundPage.objects.filter(year=2028).exists()


def test_round_without_a_meeting_is_refused_in_words(network, groups, last):
    client = roles.editor()
    browser = Browser(client)
    browser.open(URL)
    response = client.post(URL, {"year": "2028", "number": "1"})
    assert "tick a group" in response.content.decode()
    assert RoundPage.objects.count() == 1


def test_group_without_its_tick_has_no_meeting(network, groups, last):
    browser = Browser(roles.editor())
    browser.open(f"{URL}?copy={last.pk}")
    form = browser.soup.select_one("main form")
    data = browser._filled(form)
    for parent in groups[1:]:
        del data[f"m{parent.pk}-take"]
        data[f"m{parent.pk}-day"] = "nonsense"
    browser.take(browser.client.post(browser.url, data))
    page = RoundPage.objects.get(year=2028)
    assert MeetingPage.objects.filter(round=page).count() == 2


@pytest.mark.parametrize(
    "changes",
    [
        {"year": "\x00"},
        {"year": "9" * 50},
        {"number": "-1"},
        {"theme": "a\x00b"},
        {"introduction": "\x00"},
        {"programme": "9.30 \x00"},
        {"day": "9999-99-99"},
        {"host": "nobody"},
        {"venue": "\x00"},
        {"opens_days": "9" * 30},
        {"start": "99:99"},
    ],
)
def test_nonsense_is_refused(network, groups, last, changes):
    browser = Browser(roles.editor())
    browser.open(f"{URL}?copy={last.pk}")
    data = browser._filled(browser.soup.select_one("main form"))
    for name, value in changes.items():
        data[name if name in data else f"m{groups[0].pk}-{name}"] = value
    assert browser.client.post(browser.url, data).status_code == 200
    assert not RoundPage.objects.filter(year=2028).exists()


@pytest.mark.parametrize("copied", ["x", "\x00", "0", "9" * 40, "²"])
def test_copy_of_nothing_is_not_found(network, groups, copied):
    assert roles.editor().get(URL, {"copy": copied}).status_code == 404


def test_meetings_are_published_one_by_one(network, groups, last):
    browser = Browser(roles.editor())
    browser.open(f"{URL}?copy={last.pk}")
    browser.press("Make the drafts")
    browser.press("Publish: Round 2: Køge")
    browser.press("publish")
    page = RoundPage.objects.get(year=2028)
    assert MeetingPage.objects.filter(round=page).live().count() == 1
    assert not page.live
    assert "Publish the round and 4 meetings" in browser.text


def test_only_those_who_make_rounds_plan_them(network, groups, last):
    desk = reverse("kitnet_meetings:round", args=[last.pk])
    index = reverse("kitnet_meetings:index")
    assert URL in roles.editor().get(index).content.decode()
    facilitator = roles.facilitator(groups[0])
    assert URL not in facilitator.get(index).content.decode()
    for client in (facilitator, roles.outsider()):
        for url in (URL, desk):
            assert client.get(url).headers["Location"] == HOME
            assert client.post(url).headers["Location"] == HOME
    assert roles.editor().get(reverse("kitnet_meetings:round", args=[10**30])).status_code == 404


def test_writer_plans_and_does_not_publish(network, groups, last):
    browser = Browser(roles.writer())
    browser.open(f"{URL}?copy={last.pk}")
    browser.press("Make the drafts")
    assert "5 drafts are made" in browser.response.content.decode()
    assert not browser.response.context["publish_all_url"]
    assert not any(row["publish_url"] for row in browser.response.context["rows"])


def test_desk_costs_the_same_for_1_and_30(network, groups):
    page = factories.RoundPageFactory(parent=network.meeting_index)
    client, url = roles.editor(), reverse("kitnet_meetings:round", args=[page.pk])
    factories.make_meeting(groups[0], round=page)
    few = number_of_queries(lambda: client.get(url))
    for day in range(29):
        factories.make_meeting(groups[0], round=page, start_date=factories.in_days(day))
    assert number_of_queries(lambda: client.get(url)) == few


# ── Ways there ───────────────────────────────────────────────────────────────────────────────────────────────────
def test_rounds_are_listed_with_their_meetings(network, groups, last):
    factories.make_meeting(groups[0], round=last, live=False)
    client, url = roles.editor(), reverse("kitnet_rounds:index")
    text = client.get(url).content.decode()
    assert "6 meetings, 1 not published" in text
    assert reverse("kitnet_meetings:round", args=[last.pk]) in text
    assert URL in text
    few = number_of_queries(lambda: client.get(url))
    for number in range(29):
        factories.RoundPageFactory(parent=network.meeting_index, year=2020, number=number + 1)
    assert number_of_queries(lambda: client.get(url)) == few
    oldest_first = {"ordering": "year"}
    for asked, expected in (({}, [29, 28]), (oldest_first, [1, 2]), ({"q": "runde", **oldest_first}, [1, 2])):
        rounds = [page for page in client.get(url, asked).context["pages"] if page.year == 2020]
        assert [page.number for page in rounds][:2] == expected


def test_rounds_are_in_the_menu_of_those_who_write_them(network, groups, last):
    address = f'"{reverse("kitnet_rounds:index")}"'
    assert address in roles.editor().get(HOME).content.decode()
    assert address not in roles.facilitator(groups[0]).get(HOME).content.decode()


def test_rounds_editor_leads_to_its_meetings_and_to_a_copy(network, groups, last):
    text = roles.editor().get(reverse("wagtailadmin_pages:edit", args=[last.pk])).content.decode()
    assert reverse("kitnet_meetings:round", args=[last.pk]) in text
    assert f"{URL}?copy={last.pk}" in text
