"""The register of municipalities."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.filters import AllValuesFieldListFilter
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail_modeladmin.helpers.search import BaseSearchHandler

from kitnet_pages.collation import danish_sort_key
from kitnet_pages.domain.municipalities import change_group
from kitnet_pages.models import Municipality

from .base import ReachFilter, Register
from .menu import NETWORK_MENU_HOOK


class MunicipalitySearch(BaseSearchHandler):
    """Finds *ærø* and *Aalborg*, whatever the database knows of Danish letters."""

    def search_queryset(self, queryset: QuerySet, search_term: str, **kwargs: Any) -> QuerySet:
        """Return the municipalities in which each word stands, in name, region or code."""
        for word in search_term.split():
            queryset = queryset.filter(
                Q(sort_key__contains=danish_sort_key(word)) | Q(region__icontains=word) | Q(code__startswith=word)
            )
        return queryset


class MunicipalityForm(WagtailAdminModelForm):
    """A municipality's form: its group and its mailbox."""

    def save(self, commit: bool = True) -> Municipality:
        """Let the municipality change its group from today on, and its mailbox."""
        municipality = change_group(self.instance, self.cleaned_data["group"])
        if municipality.mailbox != self.cleaned_data["mailbox"]:
            municipality.mailbox = self.cleaned_data["mailbox"]
            municipality.save(update_fields=["mailbox", "sort_key"])
        return municipality


class MunicipalityRegister(Register):
    """The municipalities: facts from the file that ships with the app, and the group that an editor chose."""

    model = Municipality
    menu_label = _("Municipalities")
    menu_icon = "globe"
    menu_order = 50
    menu_hook = NETWORK_MENU_HOOK
    base_url_path = "municipalities"
    allow_edit = True
    list_display = ("danish_name", "code", "region", "group")
    list_filter = (("group", ReachFilter), ("region", AllValuesFieldListFilter))
    search_handler_class = MunicipalitySearch
    ordering = ("sort_key",)
    edit_handler = ObjectList(
        [
            FieldPanel("group", widget=forms.Select),
            FieldPanel("mailbox"),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("name", read_only=True), FieldPanel("code", read_only=True)]),
                    FieldPanel("region", read_only=True),
                    FieldRowPanel([FieldPanel("hex_col", read_only=True), FieldPanel("hex_row", read_only=True)]),
                ],
                heading=_("From the public register"),
            ),
        ],
        base_form_class=MunicipalityForm,
    )

    @admin.display(description=_("name"), ordering="sort_key")
    def danish_name(self, municipality: Municipality) -> str:
        """Return the name, in a column that sorts the Danish way."""
        return municipality.name

    def queryset_for(self, user: Any) -> QuerySet[Municipality]:
        """Return all municipalities: they are no secret."""
        return Municipality.objects.select_related("group").defer("group__body")
