"""The register of exports, among Wagtail's reports."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kitnet_pages.domain.roles import reaches_all
from kitnet_pages.models import ExportRecord

from .base import Register


class ExportRegister(Register):
    """Who took which rows out of a register, and when. To look at only."""

    model = ExportRecord
    menu_label = _("Exports")
    menu_icon = "download"
    menu_order = 900
    menu_hook = "register_reports_menu_item"
    base_url_path = "reports/exports"
    list_display = ("what", "who", "made_at", "rows", "file_format", "selection")
    list_filter = ("made_at", "file_format")
    search_fields = ("what", "who")
    list_per_page = 50
    ordering = ("-made_at", "-pk")

    def queryset_for(self, user: Any) -> QuerySet[ExportRecord]:
        """Return all exports for those who may see them, the user's own for everybody else."""
        rows = ExportRecord.objects.all()
        return rows if reaches_all(user, "kitnet_pages.view_exportrecord") else rows.filter(user=user)
