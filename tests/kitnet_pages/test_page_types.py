"""Which page may stand below which, and where a network's front page may stand."""

import pytest
from wagtail.models import Page, Site, get_page_models

from kitnet_pages.models import NetworkPageMixin
from tests import factories
from tests.host.models import LandingPage

# The whole matrix. ``LandingPage`` stands for a host's own page types: they know nothing of ours.
MATRIX = {
    "Page": {"HomePage", "LandingPage"},
    "LandingPage": {"HomePage", "LandingPage"},
    "CoveragePage": set(),
    "HomePage": {"CoveragePage", "GroupIndexPage", "LandingPage", "MeetingIndexPage", "NewsIndexPage", "StandardPage"},
    "NewsIndexPage": {"NewsPage"},
    "NewsPage": set(),
    "GroupIndexPage": {"GroupPage", "LandingPage"},
    "GroupPage": {"LandingPage", "MeetingPage"},
    "MeetingIndexPage": {"LandingPage", "MeetingPage", "RoundPage"},
    "MeetingPage": set(),
    "RoundPage": set(),
    "StandardPage": {"StandardPage"},
}


@pytest.mark.parametrize("parent", get_page_models(), ids=lambda model: model.__name__)
def test_page_types_allow_just_these_children(parent):
    children = {model.__name__ for model in parent.creatable_subpage_models()}
    assert children == MATRIX[parent.__name__]


def test_matrix_names_every_page_type():
    assert {model.__name__ for model in get_page_models()} == set(MATRIX)


@pytest.mark.parametrize(
    "model", [m for m in get_page_models() if issubclass(m, NetworkPageMixin)], ids=lambda m: m.__name__
)
def test_page_types_are_a_mixin_that_a_host_can_use_and_a_concrete_class(model):
    mixin = next(base for base in model.__mro__ if base.__name__ == f"{model.__name__}Mixin")
    assert mixin._meta.abstract
    assert not issubclass(mixin, Page)


def test_home_page_is_made_once_below_a_parent(planted):
    root = Page.get_first_root_node()
    assert not type(planted.home).can_create_at(root)


@pytest.mark.parametrize(
    "model", [m for m in get_page_models() if issubclass(m, NetworkPageMixin)], ids=lambda m: m.__name__
)
def test_page_of_every_type_is_previewed_before_it_is_saved(planted, model):
    """As Wagtail does it: with a place in the tree, and no number yet."""
    page = model(title="Et udkast", slug="udkast")
    page.path = type(planted.home)._get_children_path_interval(planted.home.path)[1]
    page.depth = planted.home.depth + 1
    page.set_url_path(planted.home)
    response = page.make_preview_request()
    assert response.status_code == 200
    assert "Et udkast" in response.render().content.decode()


@pytest.fixture(scope="module")
def larger_site(tree):
    """Plant a network as a section of a larger site."""
    root = Page.get_first_root_node()
    front = root.add_child(instance=LandingPage(title="Foreningen", slug="forsiden"))
    theme = front.add_child(instance=LandingPage(title="Digitalisering", slug="digitalisering"))
    site = Site.objects.create(hostname="larger.example", root_page=front)
    home = factories.HomePageFactory(parent=theme, slug="arkitektur")
    news_index = factories.NewsIndexPageFactory(parent=home, slug="nyheder")
    group_index = factories.GroupIndexPageFactory(parent=home, slug="grupper")
    return factories.Network(
        site=site,
        home=home,
        news_index=news_index,
        group_index=group_index,
        meeting_index=factories.MeetingIndexPageFactory(parent=home, slug="moeder"),
    )


@pytest.fixture
def section(larger_site, db):
    return larger_site.fresh()


def test_home_page_of_a_section_lists_what_stands_below_it(section, rf):
    article = factories.NewsPageFactory(parent=section.news_index)
    group = factories.GroupPageFactory(parent=section.group_index)
    context = section.home.get_context(rf.get("/"))
    assert list(context["newest_articles"]) == [article]
    assert list(context["groups"]) == [group]


def test_home_page_lists_nothing_of_another_network(section, rf):
    other = factories.HomePageFactory(parent=section.site.root_page, slug="andet")
    index = factories.NewsIndexPageFactory(parent=other)
    factories.NewsPageFactory(parent=index)
    assert list(section.home.get_context(rf.get("/"))["newest_articles"]) == []


def test_filters_of_an_overview_offer_no_group_of_another_site(section, planted):
    own = factories.GroupPageFactory(parent=section.group_index, title="Øst", slug="oest")
    factories.GroupPageFactory(parent=planted.group_index, title="Vest", slug="vest")
    (by_group,) = (one for one in section.news_index.get_listing({}).filters if one.name == "gruppe")
    assert [choice.value for choice in by_group.choices] == [own.slug]


def test_network_works_as_a_section_of_a_larger_site(section, client):
    client.defaults["SERVER_NAME"] = "larger.example"
    group = factories.GroupPageFactory(parent=section.group_index, slug="sjaelland")
    meeting = factories.make_meeting(group, slug="runde-2")
    factories.NewsPageFactory(parent=section.news_index, slug="godt-i-gang", group=group)
    base = "/digitalisering/arkitektur/"
    for path in ("", "nyheder/", "nyheder/godt-i-gang/", "grupper/sjaelland/", "grupper/sjaelland/runde-2/", "moeder/"):
        assert client.get(base + path).status_code == 200, path
    assert meeting.page.full_url == f"http://larger.example{base}grupper/sjaelland/runde-2/"
    assert f'href="{base}nyheder/godt-i-gang/"' in client.get(base).content.decode()


def test_network_works_as_the_root_of_a_site(planted, client):
    assert client.get("/").status_code == 200
    assert client.get("/nyheder/").context["page"] == planted.news_index
