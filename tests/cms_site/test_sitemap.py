"""What search engines are told that there is, and what they call it."""

from bs4 import BeautifulSoup
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.models import PageViewRestriction

from kitnet_pages.models import NetworkSettings
from tests import factories
from tests.face.site import reference_site


def test_sitemap_names_what_is_published_and_open_with_its_last_change(planted, rf):
    article = factories.NewsPageFactory(parent=planted.news_index, slug="nyt")
    factories.NewsPageFactory(parent=planted.news_index, slug="kladde", live=False)
    closed = factories.NewsPageFactory(parent=planted.news_index, slug="lukket")
    PageViewRestriction.objects.create(page=closed, restriction_type="password", password="x")
    answer = sitemap(rf.get("/sitemap.xml", headers={"host": planted.site.hostname}))
    changes = {one["location"]: one["lastmod"] for one in answer.context_data["urlset"]}
    root = planted.home.get_full_url()
    assert changes[f"{root}nyheder/nyt/"] == article.last_published_at
    assert root in changes
    assert not [address for address in changes if "kladde" in address or "lukket" in address]


def test_title_ends_with_the_networks_name_and_the_front_pages_is_that_name_alone(planted, client):
    NetworkSettings.objects.update_or_create(site=planted.site, defaults={"name": planted.home.title})
    with reference_site():
        titles = [
            " ".join(BeautifulSoup(client.get(page.get_url()).content, "html.parser").title.text.split())
            for page in (planted.home, planted.group_index)
        ]
    assert titles == [planted.home.title, f"{planted.group_index.title} – {planted.home.title}"]
