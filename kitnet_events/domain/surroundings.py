"""What meetings and feeds share: sites, their settings, and which parts of the tree are not for everybody."""

from dataclasses import dataclass
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from wagtail.models import PageViewRestriction, Site

from kitnet_pages.models import NetworkSettings


@dataclass(frozen=True)
class Surroundings:
    """Sites and view restrictions, read once for a batch and never from a cache: the ledger tells what is true now."""

    sites: tuple[tuple[str, Site, NetworkSettings], ...]
    restricted: tuple[str, ...]

    @classmethod
    def read(cls) -> "Surroundings":
        """Read the surroundings, in three queries. A site whose settings nobody saved yet has the defaults.

        Nothing is written here: settings that are born while a meeting is reconciled would reconcile it once more.
        """
        saved = {network.site_id: network for network in NetworkSettings.objects.all()}
        sites = Site.objects.select_related("root_page").order_by("-is_default_site", "pk")
        return cls(
            sites=tuple(
                (site.root_page.path, site, saved.get(site.pk) or NetworkSettings(site=site)) for site in sites
            ),
            restricted=tuple(PageViewRestriction.objects.values_list("page__path", flat=True)),
        )

    def site_of(self, path: str) -> Site | None:
        """Return the site in which a page with this path stands: the innermost, of equal ones the default site."""
        found = [(len(root), site) for root, site, _settings in self.sites if path.startswith(root)]
        return max(found, key=lambda pair: pair[0])[1] if found else None

    def settings_of(self, site: Site | None) -> NetworkSettings:
        """Return a site's settings; those of the default site when it is None."""
        for _root, each, network in self.sites:
            if site is None or each.pk == site.pk:
                return network
        return NetworkSettings()

    @property
    def default_site(self) -> Site | None:
        """The default site, or the first one."""
        return self.sites[0][1] if self.sites else None

    def is_open(self, path: str) -> bool:
        """Whether everybody may see a page with this path: in a site, and under no view restriction."""
        return self.site_of(path) is not None and not path.startswith(self.restricted)

    def is_public(self, subject: Any) -> bool:
        """Whether everybody may know of a page: published and open. What is no page is no secret."""
        path = getattr(subject, "path", None)
        return path is None or (subject.live and self.is_open(path))


def organiser_address(network: NetworkSettings) -> str:
    """Return the network's role mailbox, else the address from which the site sends mail."""
    return network.role_mailbox or parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
