"""The registers that pages choose from: contacts, organisations, topics and collections."""

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, TitleFieldPanel
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from kitnet_pages.models import Collection, Contact, Organisation, Topic
from kitnet_pages.slugs import slug_input

from .menu import NETWORK_MENU_HOOK, NETWORK_ORDER
from .snippet_choosers import (
    ContactChooserViewSet,
    NetworkChooserViewSet,
    OrganisationChooserViewSet,
    TopicChooserViewSet,
)


class ContactViewSet(SnippetViewSet):
    """Persons whom visitors may ask."""

    model = Contact
    chooser_viewset_class = ContactChooserViewSet
    menu_label = _("Contacts")
    icon = "user"
    list_display = ["name", "title", "organisation", "email", "phone"]
    list_filter = ["organisation"]
    ordering = ["name", "pk"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Contact]:
        """Return the contacts with what their names are made of."""
        return Contact.objects.select_related("organisation")


class OrganisationViewSet(SnippetViewSet):
    """Who runs the network, and others."""

    model = Organisation
    chooser_viewset_class = OrganisationChooserViewSet
    menu_label = _("Organisations")
    icon = "group"
    list_display = ["name", "full_name", BooleanColumn("is_organiser", label=_("Runs the network"))]
    list_filter = ["is_organiser"]
    ordering = ["name"]


class TopicViewSet(SnippetViewSet):
    """What articles and meetings are about."""

    model = Topic
    chooser_viewset_class = TopicChooserViewSet
    menu_label = _("Topics")
    icon = "tag"
    list_display = ["name", "slug"]
    ordering = ["name"]
    panels = [
        TitleFieldPanel(
            "name", targets=["slug"], placeholder=False, help_text=_("As it stands at articles and meetings.")
        ),
        FieldPanel("slug", widget=slug_input()),
    ]


class CollectionViewSet(SnippetViewSet):
    """Saved selections."""

    model = Collection
    chooser_viewset_class = NetworkChooserViewSet
    menu_label = _("Collections")
    icon = "list-ul"
    list_display = ["name", "get_kind_display", "group", "topic", "number"]
    list_filter = ["kind", "group", "topic"]
    ordering = ["name"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Collection]:
        """Return the collections with what they are about."""
        return Collection.objects.select_related("group", "topic").defer("group__body")


class NetworkMenu(SnippetViewSetGroup):
    """The menu "Network". Other registers join it through ``NETWORK_MENU_HOOK``."""

    menu_label = _("Network")
    menu_name = "network"
    menu_icon = "site"
    menu_order = NETWORK_ORDER
    submenu_hook = NETWORK_MENU_HOOK
    items = (ContactViewSet, OrganisationViewSet, TopicViewSet, CollectionViewSet)
