"""What search engines are told that there is."""

from wagtail.contrib.sitemaps.views import sitemap
from wagtail.models import PageViewRestriction

from tests import factories


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
