"""A whole network."""

from dataclasses import dataclass

from wagtail.models import Page, Site

from kitnet_events.models import MeetingIndexPage
from kitnet_pages.models import GroupIndexPage, HomePage, NewsIndexPage

from .meetings import MeetingIndexPageFactory
from .pages import GroupIndexPageFactory, HomePageFactory, NewsIndexPageFactory, fresh


@dataclass(frozen=True)
class Network:
    """A site whose root is a network's front page, with its three overviews."""

    site: Site
    home: HomePage
    news_index: NewsIndexPage
    group_index: GroupIndexPage
    meeting_index: MeetingIndexPage

    def fresh(self) -> "Network":
        """Return the same network, read from the database."""
        pages = {name: fresh(getattr(self, name)) for name in ("home", "news_index", "group_index", "meeting_index")}
        return Network(site=Site.objects.select_related("root_page").get(pk=self.site.pk), **pages)


def make_network() -> Network:
    """Plant the tree of a network and make it the default site."""
    site = Site.objects.select_related("root_page").get(is_default_site=True)
    home = HomePageFactory(parent=Page.get_first_root_node(), slug="netvaerket")
    site.root_page, site.hostname = home, "host.example"
    site.save()
    return Network(
        site=site,
        home=home,
        news_index=NewsIndexPageFactory(parent=home, slug="nyheder"),
        group_index=GroupIndexPageFactory(parent=home, slug="netvaerksgrupper"),
        meeting_index=MeetingIndexPageFactory(parent=home, slug="moeder"),
    )
