"""Wiring of the desk's words: no code, no models."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The editors' desk in Danish."""

    name = "cms_site.desk"
    label = "desk"
