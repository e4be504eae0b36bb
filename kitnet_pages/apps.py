"""Wiring of the app into Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KitnetPagesConfig(AppConfig):
    """Publishing and the network itself."""

    name = "kitnet_pages"
    label = "kitnet_pages"
    verbose_name = _("Network pages")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the app's own blocks, and the triggers that react to saved pages."""
        from kitnet_pages import blocks, personal_fields  # need every model
        from kitnet_pages.domain import collections, roles, triggers

        blocks.register()
        collections.register()
        roles.register()
        personal_fields.register()
        triggers.connect()
