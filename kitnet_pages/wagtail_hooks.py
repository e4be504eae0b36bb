"""Wiring into Wagtail's admin."""

from typing import Any

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail_modeladmin.options import modeladmin_register

from kitnet_pages.admin import dashboard
from kitnet_pages.admin.accessibility import statements
from kitnet_pages.admin.bulk_actions import BULK_ACTIONS
from kitnet_pages.admin.choosers import published_or_own
from kitnet_pages.admin.exports import ExportRegister
from kitnet_pages.admin.listings import NewsListing
from kitnet_pages.admin.memberships import MembershipRegister, register_log_actions
from kitnet_pages.admin.moves import require_right_to_move
from kitnet_pages.admin.municipalities import MunicipalityRegister
from kitnet_pages.admin.reports import keep_titles
from kitnet_pages.admin.rich_text import register_foreign_words, register_pasted_headings
from kitnet_pages.admin.snippets import NetworkMenu

dashboard.register()
keep_titles()
dashboard.register_waiting(statements)
register_snippet(NetworkMenu)
modeladmin_register(MunicipalityRegister)
modeladmin_register(ExportRegister)
modeladmin_register(MembershipRegister)
hooks.register("register_log_actions", register_log_actions)
hooks.register("construct_homepage_panels", dashboard.add_panels)
hooks.register("construct_page_chooser_queryset", published_or_own)
hooks.register("before_move_page", require_right_to_move)
# After Wagtail's own, whose place they take.
for bulk_action in BULK_ACTIONS:
    hooks.register("register_bulk_action", bulk_action, order=50)
hooks.register("register_rich_text_features", register_pasted_headings)
hooks.register("register_rich_text_features", register_foreign_words)


@hooks.register("register_admin_viewset")
def news_listing() -> Any:
    """Add the list of articles."""
    return NewsListing()


@hooks.register("insert_global_admin_css")
def admin_css() -> SafeString:
    """Add the style sheet of the pages' forms."""
    return format_html('<link rel="stylesheet" href="{}">', static("kitnet_pages/css/admin.css"))
