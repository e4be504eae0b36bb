"""The coverage board in the admin: the municipalities by rounds."""

import codecs
import csv
import io
from typing import Any

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from kitnet_events.domain.coverage_board import Board, coverage_board
from kitnet_pages.domain.exports import record_export
from kitnet_pages.domain.spreadsheets import cell, workbook
from kitnet_pages.models import GroupPage, Municipality

# Numbers by municipality are no secret among those who run the network.
_PERMISSION = "kitnet_events.view_meeting"
_CHOICES = {"member": {"": None, "yes": True, "no": False}, "unseen": {"": False, "yes": True}}
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class CoverageBoardView(WagtailAdminTemplateMixin, TemplateView):
    """The board, with filters in its address; ``?export=csv`` or ``xlsx`` hands it out."""

    template_name = "kitnet_events/admin/coverage_board.html"
    page_title = _("Coverage board")
    header_icon = "table"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Let in who runs meetings. Raises PermissionDenied, and BadRequest on a filter that is none."""
        if not request.user.has_perm(_PERMISSION):
            raise PermissionDenied
        self.groups = list(GroupPage.objects.order_by("path").values_list("pk", "title"))
        self.regions = list(Municipality.objects.order_by("region").values_list("region", flat=True).distinct())
        self.chosen = {name: request.GET.get(name, "") for name in ("group", "region", "member", "unseen")}
        self._check()
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the board, or hand it out."""
        file_format = request.GET.get("export", "")
        if not file_format:
            return super().get(request, *args, **kwargs)
        if file_format not in {"csv", "xlsx"}:
            raise BadRequest("No such format.")
        board = self._board()
        chosen = "&".join(f"{name}={value}" for name, value in self.chosen.items() if value)
        record_export(request.user, str(self.page_title), len(board.rows), file_format, chosen)
        return _as_file(board, file_format)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the board, what it can be filtered by, and the addresses of its files."""
        query = self.request.GET.copy()
        query.pop("export", None)
        prefix = f"?{query.urlencode()}&export=" if query else "?export="
        return super().get_context_data(
            board=self._board(),
            chosen=self.chosen,
            groups=[(str(pk), title) for pk, title in self.groups],
            regions=self.regions,
            files=[("CSV", f"{prefix}csv"), ("XLSX", f"{prefix}xlsx")],
            **kwargs,
        )

    def _board(self) -> Board:
        return coverage_board(
            group_id=int(self.chosen["group"]) if self.chosen["group"] else None,
            region=self.chosen["region"],
            member=_CHOICES["member"][self.chosen["member"]],
            unseen=_CHOICES["unseen"][self.chosen["unseen"]],
        )

    def _check(self) -> None:
        offered = {
            "group": {"", *(str(pk) for pk, _title in self.groups)},
            "region": {"", *self.regions},
            **{name: set(values) for name, values in _CHOICES.items()},
        }
        for name, value in self.chosen.items():
            if value not in offered[name]:
                raise BadRequest(f"No such {name}.")


def _as_file(board: Board, file_format: str) -> HttpResponse:
    """Return the board as a file: a row for each municipality, three columns for each round."""
    heads = [gettext("Municipality"), gettext("Code"), gettext("Region"), gettext("Group"), gettext("Takes part since")]
    for one in board.rounds:
        heads += [f"{one.title}: {word}" for word in (gettext("signed up"), gettext("present"), gettext("absent"))]
    heads.append(gettext("Not seen for two rounds"))
    as_text = file_format == "csv"
    rows = [[cell(head, as_text=as_text) for head in heads]]
    for row in board.rows:
        place, group = row.municipality, row.group
        values: list[Any] = [place.name, place.code, place.region, group.title if group else "", row.since]
        for tally in row.tallies:
            values += [tally.signed_up, tally.present, tally.absent]
        rows.append([cell(value, as_text=as_text) for value in [*values, row.unseen]])
    title = gettext("Coverage board")
    name = f"{slugify(title)}-{timezone.localdate():%Y-%m-%d}.{file_format}"
    content = _csv(rows) if as_text else workbook(title, rows[0], rows[1:])
    response = HttpResponse(content, content_type="text/csv; charset=utf-8" if as_text else _XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _csv(rows: list[list[Any]]) -> bytes:
    """Return a file that Danish Excel opens right."""
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows(rows)
    return codecs.BOM_UTF8 + text.getvalue().encode()


class CoverageBoardMenuItem(MenuItem):
    """The board's place in the menu."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Say whether the user may see the board."""
        return request.user.has_perm(_PERMISSION)


class CoverageBoardViewSet(ViewSet):
    """The board's address."""

    name = "kitnet_coverage_board"
    url_prefix = "network/coverage"

    def get_urlpatterns(self) -> list[Any]:
        """Return the address."""
        return [path("", CoverageBoardView.as_view(), name="index")]


def coverage_board_menu_item() -> CoverageBoardMenuItem:
    """Return the board's item of the menu "Network"."""
    return CoverageBoardMenuItem(
        _("Coverage board"),
        reverse("kitnet_coverage_board:index"),
        name="kitnet-coverage-board",
        icon_name="table",
        order=14,
    )
