"""The demo's texts, days and pictures, before anything is loaded."""

import re
from datetime import date, timedelta

import pytest
from PIL import Image

from cms_site.demo.building.meetings import meetings
from cms_site.demo.building.pages import articles
from cms_site.demo.building.pdf import pdf
from cms_site.demo.content import groups, people, standard
from cms_site.demo.content.papers import PAPERS
from cms_site.demo.content.rounds import rounds
from cms_site.demo.days import Days, easter, is_meeting_day
from cms_site.demo.logins import LOGINS
from cms_site.demo.pictures import PICTURES, organisation_mark, portrait

# Every week of three years: the demo may be loaded on any day.
TODAYS = [date(2026, 1, 1) + timedelta(days=5 * number) for number in range(220)]
ADDRESS = re.compile(r"[\w.+-]+@[\w.-]+|https?://[^\"'\s<)]+")


def texts(value):
    """Yield every text in nested content."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from texts(list(value.values()))
    elif isinstance(value, list | tuple):
        for each in value:
            yield from texts(each)
    elif hasattr(value, "__dataclass_fields__"):
        yield from texts([getattr(value, name) for name in value.__dataclass_fields__])


@pytest.fixture(scope="module")
def everything():
    days = Days(date(2026, 11, 23))
    plain = [getattr(standard, name) for name in dir(standard) if name.isupper()]
    return [articles(days), meetings(days), rounds(days), groups.GROUPS, people.PEOPLE, PAPERS, LOGINS, plain]


@pytest.mark.parametrize(("year", "day"), [(2016, (3, 27)), (2017, (4, 16)), (2024, (3, 31)), (2027, (3, 28))])
def test_easter_falls_on_its_sunday(year, day):
    assert easter(year) == date(year, *day)


def test_nobody_meets_on_holidays_weekends_and_in_summer():
    closed = [(2026, 12, 24), (2027, 3, 29), (2027, 5, 6), (2027, 6, 5), (2027, 7, 14), (2027, 2, 17), (2027, 1, 9)]
    assert not any(is_meeting_day(date(*day)) for day in closed)
    assert is_meeting_day(date(2027, 1, 5))


def test_the_rounds_lie_around_today_whatever_today_is():
    for today in TODAYS:
        days = Days(today)
        assert all(map(is_meeting_day, [*days.last_round, *days.next_round, days.joint]))
        assert days.last_round[-1] < today - timedelta(days=20)
        assert timedelta(days=28) <= days.next_round[0] - today < timedelta(days=95)
        assert days.next_round[-1] < days.joint


def test_rounds_and_meetings_have_addresses_of_their_own_whatever_today_is():
    for today in TODAYS:
        days = Days(today)
        slugs = [(meeting.group, meeting.slug) for meeting in meetings(days)]
        numbers = [(each.year, each.number) for each in rounds(days)]
        assert len(set(slugs)) == len(slugs)
        assert numbers == sorted(set(numbers))


def test_what_is_told_happened_after_it_was_published():
    for today in TODAYS:
        days = Days(today)
        assert all(article.day < today for article in articles(days))
        assert all(meeting.published < min(today, meeting.day) for meeting in meetings(days))


def test_every_address_is_an_example(everything):
    found = [address for text in texts(everything) for address in ADDRESS.findall(text)]
    assert len(found) > 30
    assert [address for address in found if not re.search(r"\.example(/|$|\.$)", address)] == []


def test_every_meeting_says_to_editors_what_is_example_data():
    assert all("ksempel" in meeting.note for meeting in meetings(Days(date(2026, 11, 23))))


@pytest.mark.parametrize("paper", [paper for paper in PAPERS if paper.pages], ids=lambda paper: paper.key)
def test_documents_are_sound_pdfs(paper):
    content = pdf(paper.title, paper.pages)
    table = int(re.search(rb"startxref\n(\d+)\n%%EOF\n$", content)[1])
    entries = re.findall(rb"(\d{10}) 00000 n \n", content[table:])
    assert content.startswith(b"%PDF-1.7\n")
    assert content[table:].startswith(b"xref\n0 %d\n" % (len(entries) + 1))
    for number, place in enumerate(entries, start=1):
        assert content[int(place) :].startswith(b"%d 0 obj\n" % number)
    for length, stream in re.findall(rb"/Length (\d+) >>\nstream\n(.*?)\nendstream", content, re.DOTALL):
        assert len(stream) == int(length)
    assert content.count(b"/Type /Page ") == len(paper.pages)


def test_pdf_keeps_danish_letters_and_signs_of_its_own():
    content = pdf("Æble (å)", [("Ål – »ø«", ["a\\b (c)"])])
    assert "Ål – »ø«".encode("cp1252") in content
    assert rb"(a\\b \(c\))" in content


@pytest.mark.parametrize("key", PICTURES)
def test_pictures_are_drawn_whole(key):
    drawing = PICTURES[key].draw()
    assert (drawing.size, drawing.mode) == ((1600, 900), "RGB")
    # A picture of one colour, or with a corner left black, was not finished.
    assert len(drawing.reduce(20).getcolors(4000)) > 100
    assert all(max(drawing.getpixel((x, y))) > 12 for x in (2, 1597) for y in (2, 897))
    assert 20 < len(PICTURES[key].alt) <= 250


@pytest.mark.parametrize("picture", [PICTURES["bro"], portrait("En person"), organisation_mark("KIT@")])
def test_pictures_are_the_same_each_time(picture):
    assert picture.draw().tobytes() == picture.draw().tobytes()


def test_two_people_have_two_patterns():
    assert isinstance(portrait("a").draw(), Image.Image)
    assert portrait("Karla Eksempel").draw().tobytes() != portrait("Bo Prøvesen").draw().tobytes()
