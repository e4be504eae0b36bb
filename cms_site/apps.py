"""Wiring of the site's own app: it brings commands, no models."""

from django.apps import AppConfig


class CmsSiteConfig(AppConfig):
    """The reference site."""

    name = "cms_site"
    label = "cms_site"
    verbose_name = "KIT-net"
    default_auto_field = "django.db.models.BigAutoField"
