"""Closed lists of choices."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MeetingStatus(models.TextChoices):
    """What is true of a meeting in the world."""

    ANNOUNCED = "announced", _("announced")
    PLANNED = "planned", _("planned")
    CANCELLED = "cancelled", _("cancelled")


class FeedKind(models.TextChoices):
    """What a calendar feed is about."""

    ALL = "all", _("The whole network")
    GROUP = "group", _("Group")
    ROUND = "round", _("Round")
    TOPIC = "topic", _("Topic")


class ProgrammeKind(models.TextChoices):
    """What happens in an item of the programme."""

    TALK = "talk", _("Talk")
    WORKSHOP = "workshop", _("Workshop")
    DISCUSSION = "discussion", _("Discussion")
    BREAK = "break", _("Break")
    MEAL = "meal", _("Meal")
    OTHER = "other", _("Other")


class MaterialKind(models.TextChoices):
    """What is kept after a meeting."""

    PRESENTATION = "presentation", _("Presentation")
    CANVAS = "canvas", _("Canvas")
    PHOTO = "photo", _("Photo")
    VIDEO = "video", _("Video")
    OTHER = "other", _("Other")
