"""What waits on the dashboard: the accessibility statement is to be looked over each year."""

from collections.abc import Iterable
from datetime import timedelta

from django.contrib.admin.utils import quote
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from wagtail.models import Site

from kitnet_pages.models import NetworkSettings

from .dashboard import Waiting

# The Danish act on web accessibility asks for a statement that is looked over at least once a year.
A_YEAR = timedelta(days=365)


def is_due(network: NetworkSettings) -> bool:
    """Say whether the statement has no address, or was not looked over within a year."""
    seen = network.accessibility_checked_on
    return not network.accessibility_statement_url or seen is None or seen <= timezone.localdate() - A_YEAR


def statements(request: HttpRequest) -> Iterable[Waiting]:
    """Yield the statements that are missing or to be looked over, for those who may change the settings."""
    if not request.user.has_perm("kitnet_pages.change_networksettings"):
        return
    known = {network.site_id: network for network in NetworkSettings.objects.all()}
    for site in Site.objects.order_by("pk"):
        network = known.get(site.pk) or NetworkSettings(site=site)
        if is_due(network):
            arguments = [NetworkSettings._meta.app_label, NetworkSettings._meta.model_name, quote(site.pk)]
            yield Waiting(_words(network, site.hostname), reverse("wagtailsettings:edit", args=arguments))


def _words(network: NetworkSettings, site: str) -> str:
    """Return what is to be done about a site's statement."""
    if not network.accessibility_statement_url:
        words = gettext(
            "%(site)s has no accessibility statement yet. Make it where the authorities have theirs, and enter its "
            "address."
        )
        return words % {"site": site}
    if not network.accessibility_checked_on:
        words = gettext(
            "The accessibility statement of %(site)s has to be looked over once a year. Do it now, and enter today's "
            "date."
        )
        return words % {"site": site}
    words = gettext(
        "The accessibility statement of %(site)s was last looked over on %(date)s. Once a year it has to be: test the "
        "site, bring the statement up to date, and enter today's date."
    )
    return words % {"site": site, "date": date_format(network.accessibility_checked_on)}
