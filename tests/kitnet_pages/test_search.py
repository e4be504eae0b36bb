"""The search page, and what each page type is found by."""

from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from wagtail.models import PageViewRestriction, Site

from kitnet_events.models import Meeting
from tests import factories
from tests.hostile import TEXTS
from tests.queries import number_of_queries


def found(client, query: str, **parameters: str) -> set[str]:
    """Return the titles that a search finds."""
    response = client.get(reverse("kitnet_pages:search"), {"q": query, **parameters})
    assert response.status_code == 200
    findings = response.context["findings"]
    return {page.title for one in findings.found for page in one.pages} if findings is not None else set()


# Word by word: what stands where, so that each word is found by one field of one page type.
FINDABLE = {
    "HomePage": {"title", "introduction", "body"},
    "StandardPage": {"title", "lead", "body"},
    "CoveragePage": {"title", "introduction", "body"},
    "NewsIndexPage": {"title", "introduction"},
    "NewsPage": {"title", "lead", "body"},
    "GroupIndexPage": {"title", "introduction", "body"},
    "GroupPage": {"title", "introduction", "area", "body"},
    "MeetingIndexPage": {"title", "introduction"},
    "RoundPage": {"title", "theme", "introduction", "body"},
    "MeetingPage": {"title", "lead", "venue", "address", "minutes", "body"},
}
WORDS = {
    (model, field): f"{model}{field}".lower().replace("page", "sid").replace("index", "oversigt")
    for model, fields in FINDABLE.items()
    for field in fields
}


def written(model: str) -> dict:
    """Return the fields of a page whose every field holds its own word."""
    fields = {field: WORDS[model, field] for field in FINDABLE[model]}
    if "body" in fields:
        fields["body"] = [{"type": "paragraph", "value": f"<p>Om <b>{fields['body']}</b>.</p>"}]
    if "minutes" in fields:
        fields["minutes"] = f"<p>{fields['minutes']}</p>"
    return fields


@pytest.fixture(scope="module")
def written_tree(tree):
    """Plant a page of each type, every field with a word of its own."""
    home = factories.HomePageFactory(parent=tree.site.root_page.get_parent(), slug="ord", **written("HomePage"))
    Site.objects.create(hostname="words.example", root_page=home)
    factories.StandardPageFactory(parent=home, **written("StandardPage"))
    factories.CoveragePageFactory(parent=home, **written("CoveragePage"))
    news_index = factories.NewsIndexPageFactory(parent=home, **written("NewsIndexPage"))
    factories.NewsPageFactory(parent=news_index, **written("NewsPage"))
    group_index = factories.GroupIndexPageFactory(parent=home, **written("GroupIndexPage"))
    group = factories.GroupPageFactory(parent=group_index, **written("GroupPage"))
    meeting_index = factories.MeetingIndexPageFactory(parent=home, **written("MeetingIndexPage"))
    factories.RoundPageFactory(parent=meeting_index, **written("RoundPage"))
    factories.MeetingPageFactory(parent=group, **written("MeetingPage"))
    return home


@pytest.fixture
def words(written_tree, planted):
    return Client(SERVER_NAME="words.example")


@pytest.mark.parametrize(("model", "field"), sorted(WORDS))
def test_page_types_are_found_by_their_text(words, model, field):
    assert found(words, WORDS[model, field]) == {WORDS[model, "title"]}


def test_every_page_type_is_tried():
    from wagtail.models import get_page_models

    from kitnet_pages.models import NetworkPageMixin

    assert set(FINDABLE) == {model.__name__ for model in get_page_models() if issubclass(model, NetworkPageMixin)}


def test_search_finds_nothing_that_a_visitor_may_not_see(planted, client):
    article = factories.NewsPageFactory(parent=planted.news_index, title="Hemmelighed")
    assert found(client, "hemmelighed") == {"Hemmelighed"}
    restriction = PageViewRestriction.objects.create(page=article, restriction_type=PageViewRestriction.LOGIN)
    assert found(client, "hemmelighed") == set()
    restriction.delete()
    factories.fresh(article).unpublish()
    assert found(client, "hemmelighed") == set()


def test_search_stays_in_the_site_that_was_asked(planted, client):
    other = factories.HomePageFactory(parent=planted.home.get_parent(), slug="andet", title="Nabonetværk")
    assert found(client, "nabonetværk") == set()
    Site.objects.create(hostname="other.example", root_page=other)
    assert found(Client(SERVER_NAME="other.example"), "nabonetværk") == {"Nabonetværk"}


def test_search_does_not_find_editors_notes_and_online_links(planted, client):
    factories.MeetingPageFactory(
        parent=planted.meeting_index,
        title="Fællesmøde",
        internal_note="kaffeautomat",
        online_url="https://video.example/hemmeligtrum",
    )
    assert found(client, "fællesmøde") == {"Fællesmøde"}
    assert found(client, "kaffeautomat") == set()
    assert found(client, "hemmeligtrum") == set()


@pytest.mark.parametrize("name", TEXTS)
def test_search_answers_whatever_is_typed(planted, client, name):
    query = quote(TEXTS[name].encode("utf-8", "surrogatepass")[:8000])
    assert client.get(f"{reverse('kitnet_pages:search')}?q={query}").status_code == 200


@pytest.mark.parametrize(
    "query", ["q=%FF%FE", "q=%", "q", "", "q=a&side=%00", "q=digital&side=99999999999999999999", "q=a&slags=%00"]
)
def test_search_answers_whatever_is_asked(planted, client, query):
    assert client.get(f"{reverse('kitnet_pages:search')}?{query}").status_code == 200


def test_results_are_divided_into_pages(planted, client, settings):
    settings.KITNET_PAGES = {"PAGE_SIZE": 2}
    for n in range(3):
        factories.NewsPageFactory(parent=planted.news_index, title=f"Tangkrog {n}")
    first = found(client, "tangkrog", slags="nyheder")
    second = found(client, "tangkrog", slags="nyheder", side="2")
    assert len(first) == 2
    assert len(second) == 1
    assert not first & second


def test_search_is_read_only(planted, client):
    assert client.post(reverse("kitnet_pages:search")).status_code == 405


# ── Spelling ─────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("århus", "Aarhus"),
        ("aarhus", "Århus"),
        ("AARHUS", "århus"),
        ("netværksmød", "netværksmøde"),
        ("netvaerksmoede", "Netværksmøde"),
        ("rammearkitetur", "rammearkitektur"),
        ("ramearkitektur", "rammearkitekturen"),
        ("arkitektur", "rammearkitekturen"),
        ("cafe", "café"),
        ("koge", "Køge"),
        ("it-arkitekt", "it-arkitekter"),
        ("kommunerne", "kommuner"),
        ("kombit.example", "kombit.example"),
    ],
)
def test_search_finds_what_was_meant(planted, client, typed, written):
    factories.NewsPageFactory(parent=planted.news_index, title="Fundet", lead=f"Et ord: {written}.")
    factories.NewsPageFactory(parent=planted.news_index, title="Andet", lead="Noget helt andet om vejret.")
    assert found(client, typed) == {"Fundet"}


def test_exact_word_is_enough_to_leave_likenesses_out(planted, client):
    factories.NewsPageFactory(parent=planted.news_index, title="Om klima", lead="klimaplan")
    factories.NewsPageFactory(parent=planted.news_index, title="Om klasser", lead="klimplan")
    assert found(client, "klimaplan") == {"Om klima"}


def test_new_words_are_found_at_once_as_they_are_written(planted, client):
    factories.NewsPageFactory(parent=planted.news_index, title="Først")
    assert found(client, "først") == {"Først"}
    factories.NewsPageFactory(parent=planted.news_index, title="Bagefter")
    assert found(client, "bagefter") == {"Bagefter"}


def test_all_words_are_asked_for_and_some_when_none_has_all(planted, client):
    factories.NewsPageFactory(parent=planted.news_index, title="Solskin")
    factories.NewsPageFactory(parent=planted.news_index, title="Regnvejr")
    factories.NewsPageFactory(parent=planted.news_index, title="Solskin og regnvejr")
    assert found(client, "solskin regnvejr") == {"Solskin og regnvejr"}
    answer = client.get(reverse("kitnet_pages:search"), {"q": "solskin kvantefysik"})
    assert answer.context["findings"].some_words
    assert found(client, "solskin kvantefysik") == {"Solskin", "Solskin og regnvejr"}


# ── Kinds, marks, cost ───────────────────────────────────────────────────────────────────────────────────────────
def test_results_stand_kind_by_kind(planted, client):
    group = factories.GroupPageFactory(parent=planted.group_index, title="Tangkrog Øst")
    factories.MeetingPageFactory(parent=group, title="Møde om tangkrog")
    for number in range(7):
        factories.NewsPageFactory(parent=planted.news_index, title=f"Tangkrog {number}")
    factories.StandardPageFactory(parent=planted.home, title="Tangkrog forklaret")
    answer = client.get(reverse("kitnet_pages:search"), {"q": "tangkrog"})
    findings = answer.context["findings"]
    kinds = [(one.kind.key, one.count, len(one.pages)) for one in findings.found]
    assert kinds == [("moeder", 1, 1), ("nyheder", 7, 5), ("netvaerksgrupper", 1, 1), ("sider", 1, 1)]
    assert findings.count == 10
    assert 'href="?q=tangkrog&amp;slags=nyheder"' in answer.content.decode()


def test_words_are_marked_in_title_and_passage_and_nothing_else_is_html(planted, client):
    body = [{"type": "paragraph", "value": "<p>" + "Fyld ord. " * 60 + "Her står tangkrogen &amp; resten.</p>"}]
    factories.NewsPageFactory(parent=planted.news_index, title="Tangkrog <i>nu</i>", lead="Kort.", body=body)
    html = client.get(reverse("kitnet_pages:search"), {"q": "tangkrog"}).content.decode()
    assert "<mark>Tangkrog</mark> &lt;i&gt;nu&lt;/i&gt;" in html
    assert "… " in html
    assert "Her står <mark>tangkrogen</mark> &amp; resten." in html


def test_search_costs_the_same_for_1_and_30_results(planted, client):
    factories.NewsPageFactory(parent=planted.news_index, title="Tangkrog")
    one = number_of_queries(lambda: found(client, "tangkrog", slags="nyheder"))
    for number in range(30):
        factories.NewsPageFactory(parent=planted.news_index, title=f"Tangkrog {number}")
    assert number_of_queries(lambda: found(client, "tangkrog", slags="nyheder")) == one


def test_meeting_that_is_cancelled_or_over_is_found_as_such_at_the_same_price(planted, client):
    make = lambda day, **fields: factories.make_meeting(  # noqa: E731
        planted.meeting_index, title="Om tangkrog", start_date=factories.in_days(day), **fields
    )
    make(9)
    one = number_of_queries(lambda: found(client, "tangkrog"))
    Meeting.objects.filter(pk=make(10).pk).update(status="cancelled")
    make(-400)
    assert number_of_queries(lambda: found(client, "tangkrog")) == one
    main = BeautifulSoup(client.get(reverse("kitnet_pages:search"), {"q": "tangkrog"}).content, "html.parser").main
    days = {item.time["data-state"]: item.find(class_="kn-state") for item in main.select(".kn-found")}
    assert set(days) == {"planned", "cancelled", "past"}
    assert days["cancelled"].get_text(strip=True) == "Aflyst"


def test_passage_that_says_who_spoke_says_what_was_said(planted, client):
    quote = {"text": "Vi rettede tre ord.", "person": "En tangarkitekt", "title": "", "organisation": ""}
    factories.StandardPageFactory(parent=planted.home, body=factories.stream({"quote": quote}))
    html = client.get(reverse("kitnet_pages:search"), {"q": "tangarkitekt"}).content.decode()
    assert "Vi rettede tre ord. · En <mark>tangarkitekt</mark>" in html


def test_credits_of_pictures_and_labels_of_choices_find_no_page(planted, client):
    image = factories.ImageFactory().pk
    picture = {"image": image, "alt": "", "caption": "Tangskov", "credit": "Tanghild Eksempel"}
    heading = {"text": "Tangtid", "level": "h2"}
    page = factories.StandardPageFactory(
        parent=planted.home, body=factories.stream({"picture": picture, "heading": heading})
    )
    for word, titles in (
        ("tangskov", {page.title}),
        ("tangtid", {page.title}),
        ("tanghild", set()),
        ("overskrift", set()),
    ):
        assert found(client, word) == titles, word
