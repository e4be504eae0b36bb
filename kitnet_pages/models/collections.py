"""Saved selections: an editor's standing question to the site."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.search import index

from kitnet_pages import extension_points
from kitnet_pages.enums import CollectionOrder, CollectionPeriod

from .groups import GroupPage
from .people import Topic


class Collection(index.Indexed, models.Model):
    """What to show: which kind of thing, about what, from when, in what order, how many."""

    name = models.CharField(_("name"), max_length=120, unique=True, help_text=_("For editors."))
    heading = models.CharField(_("heading"), max_length=120, blank=True, help_text=_("For readers; may be empty."))
    kind = models.CharField(_("kind"), max_length=40, choices=extension_points.collection_kind_choices, default="news")
    group = models.ForeignKey(
        GroupPage, verbose_name=_("network group"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    topic = models.ForeignKey(
        Topic, verbose_name=_("topic"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    period = models.CharField(
        _("period"), max_length=20, choices=CollectionPeriod.choices, default=CollectionPeriod.ANY
    )
    order = models.CharField(
        _("order"),
        max_length=20,
        choices=CollectionOrder.choices,
        default=CollectionOrder.NEWEST,
        help_text=_("Of meetings to come, the next one stands first with the oldest first."),
    )
    number = models.PositiveSmallIntegerField(_("how many"), default=4, help_text=_("From 1 to 30."))
    show_see_all = models.BooleanField(_('show "See all"'), default=True)

    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("heading")]),
        MultiFieldPanel(
            [
                FieldPanel("kind", help_text=_("What the collection lists.")),
                FieldRowPanel(
                    [
                        FieldPanel("group", help_text=_("Only what belongs to this group; empty for all.")),
                        FieldPanel("topic", help_text=_("Only what is about this topic; empty for all.")),
                    ]
                ),
                FieldPanel("period", help_text=_("Counted anew each day.")),
            ],
            heading=_("What"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("order"), FieldPanel("number")]),
                FieldPanel("show_see_all", help_text=_("A link to the whole list below the collection.")),
            ],
            heading=_("How"),
        ),
    ]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        verbose_name = _("collection")
        verbose_name_plural = _("collections")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(number__gte=1, number__lte=30),
                name="kitnet_collection_number",
                violation_error_message=_("A collection shows from 1 to 30."),
            )
        ]

    def __str__(self) -> str:
        """Return the editors' name."""
        return self.name

    @property
    def kind_object(self) -> Any:
        """The registered kind, or None when its app is not installed."""
        return extension_points.collection_kinds().get(self.kind)
