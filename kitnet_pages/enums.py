"""Closed lists of choices."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class GroupColour(models.TextChoices):
    """A group's colour: a CSS colour name, as COLOR in calendars wants it (RFC 7986, section 5.9)."""

    TEAL = "teal", _("Sea green")
    ROYALBLUE = "royalblue", _("Blue")
    DARKORANGE = "darkorange", _("Orange")
    MEDIUMVIOLETRED = "mediumvioletred", _("Cerise")
    OLIVEDRAB = "olivedrab", _("Moss green")


class MapService(models.TextChoices):
    """Where the link beside an address leads."""

    OPENSTREETMAP = "openstreetmap", _("OpenStreetMap")
    GOOGLE = "google", _("Google Maps")
    NONE = "none", _("No map link")


class CollectionOrder(models.TextChoices):
    """How a collection sorts what it finds."""

    NEWEST = "newest", _("Newest first")
    OLDEST = "oldest", _("Oldest first")
    TITLE = "title", _("By title")


class CollectionPeriod(models.TextChoices):
    """Which part of time a collection looks at."""

    ANY = "any", _("Any time")
    COMING = "coming", _("From today on")
    PAST = "past", _("Before today")
    YEAR = "year", _("The last twelve months")
