"""A reminder on the dashboard: the accessibility statement is to be looked over each year."""

from datetime import timedelta
from typing import Any

from django.contrib.admin.utils import quote
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from laces.components import Component
from wagtail.models import Site

from kitnet_pages.models import NetworkSettings

# The Danish act on web accessibility asks for a statement that is looked over at least once a year.
A_YEAR = timedelta(days=365)


class StatementReminder(Component):
    """Says that the statement is missing, or when it was last looked over."""

    order = 50
    template_name = "kitnet_pages/admin/statement_reminder.html"

    def __init__(self, network: NetworkSettings) -> None:
        """Take the settings of the site whose statement it is."""
        self.network = network

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """Return the settings, and where they are changed."""
        arguments = [NetworkSettings._meta.app_label, NetworkSettings._meta.model_name, quote(self.network.site_id)]
        return {"network": self.network, "url": reverse("wagtailsettings:edit", args=arguments)}


def is_due(network: NetworkSettings) -> bool:
    """Say whether the statement has no address, or was not looked over within a year."""
    seen = network.accessibility_checked_on
    return not network.accessibility_statement_url or seen is None or seen <= timezone.localdate() - A_YEAR


def remind_of_statement(request: HttpRequest, panels: list[Any]) -> None:
    """Add the reminder to the dashboard of those who may change the settings (hook ``construct_homepage_panels``)."""
    if not request.user.has_perm("kitnet_pages.change_networksettings"):
        return
    for site in Site.objects.all():
        network = NetworkSettings.objects.filter(site=site).first() or NetworkSettings(site=site)
        if is_due(network):
            panels.append(StatementReminder(network))
