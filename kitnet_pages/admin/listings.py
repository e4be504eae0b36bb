"""Flat lists of pages of one type, for those who write more than one group's pages."""

from typing import Any

from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_filters import DateFromToRangeFilter
from wagtail.admin.filters import DateRangePickerWidget
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import DateColumn
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import IndexView, PageFilterSet
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.admin.widgets.button import HeaderButton
from wagtail.permissions import policy_registry

from kitnet_pages.domain.article_import import indexes_for
from kitnet_pages.models import NewsPage, facilitator_auth_groups

from .article_import import ArticleImportView
from .columns import ListColumn
from .menu import NEWS_ORDER


class NewsFilterSet(PageFilterSet):
    """Articles of a span of dates."""

    date = DateFromToRangeFilter(label=_("Date"), widget=DateRangePickerWidget)


class NewsIndexView(IndexView):
    """All articles."""

    results_template_name = "kitnet_pages/admin/page_list.html"
    default_ordering = "-date"
    base_filterset_class = NewsFilterSet

    def annotate_queryset(self, pages: Any) -> Any:
        """Add what the columns show, in as many queries for one as for thirty."""
        return super().annotate_queryset(pages).prefetch_related("group")

    @cached_property
    def header_buttons(self) -> list[Any]:
        """Add a button that imports an article, for those who may write one."""
        buttons = super().header_buttons
        if indexes_for(self.request.user):
            address = reverse("kitnet_news:import")
            buttons.append(HeaderButton(gettext("Import an article"), url=address, icon_name="upload"))
        return buttons


class NewsMenuItem(MenuItem):
    """Shown to those whose rights reach beyond one group."""

    def is_shown(self, request: Any) -> bool:
        """Say whether the user has rights on pages that come not from a facilitators' role alone."""
        user = request.user
        if user.is_superuser:
            return True
        granted = policy_registry.get_by_type(NewsPage).get_cached_permissions_for_user(user)
        return any(one.group_id not in facilitator_auth_groups(user) for one in granted)


class NewsListing(PageListingViewSet):
    """Articles, newest first."""

    model = NewsPage
    name = "kitnet_news"
    url_prefix = "news"
    icon = "doc-full"
    menu_label = _("News")
    menu_name = "news"
    menu_order = NEWS_ORDER
    menu_item_class = NewsMenuItem
    add_to_admin_menu = True
    index_view_class = NewsIndexView
    list_filter = ["group", "topics", "live"]
    columns = [
        BulkActionsColumn("bulk_actions"),
        PageTitleColumn("title", label=_("Title"), sort_key="title", classname="title"),
        ListColumn("date", label=_("Date"), sort_key="date", width="12%"),
        ListColumn("group", label=_("Network group"), width="15%"),
        DateColumn(
            "latest_revision_created_at", label=_("Updated"), sort_key="latest_revision_created_at", width="12%"
        ),
        PageStatusColumn("status", label=_("State"), sort_key="live", width="12%"),
    ]

    def get_urlpatterns(self) -> list[Any]:
        """Add the page that imports an article."""
        return [*super().get_urlpatterns(), path("import/", ArticleImportView.as_view(), name="import")]
