"""A register's pages: modeladmin's own, at home among Wagtail's, and with nothing that a stranger's question breaks."""

import codecs
import csv
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from urllib.parse import unquote_plus

from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import label_for_field, lookup_field
from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst, slugify
from django.utils.translation import gettext
from wagtail.admin.views.mixins import Echo
from wagtail_modeladmin.views import (
    CreateView,
    DeleteView,
    EditView,
    HistoryView,
    IndexView,
    InspectView,
)

from kitnet_pages.domain.exports import record_export
from kitnet_pages.domain.spreadsheets import cell, workbook
from kitnet_pages.query import clean_query


class RegisterPage:
    """Where a register's page stands in the admin, and what it is called."""

    # What is done on the page, when it is not plain from the page itself.
    deed = ""

    @property
    def breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The way here."""
        row = getattr(self, "instance", None)
        trail = [
            {"url": reverse("wagtailadmin_home"), "label": gettext("Home")},
            {"url": self.index_url, "label": capfirst(self.model_admin.get_menu_label())},
        ]
        if row is not None:
            trail.append({"url": "", "label": str(row)})
        if self.deed:
            trail.append({"url": "", "label": self.deed})
        return trail

    def get_page_title(self) -> str:
        """Return what the page is called."""
        return self.breadcrumbs_items[-1]["label"]

    def get_meta_title(self) -> str:
        """Return what the browser's tab says."""
        return self.get_page_title()

    def get_page_subtitle(self) -> str:
        """Return nothing: the way here says it all."""
        return ""


class RegisterIndexView(RegisterPage, IndexView):
    """A register's list. What it cannot make sense of, it answers with 400."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the list. Raises BadRequest on a filter that is none."""
        if any("\0" in value for values in request.GET.lists() for value in (values[0], *values[1])):
            raise BadRequest("An address holds no NUL.")
        try:
            return super().dispatch(request, *args, **kwargs)
        except IncorrectLookupParameters as error:
            raise BadRequest("No such filter.") from error

    def get_filters(self, request: HttpRequest) -> Any:
        """Return the register's filters.

        modeladmin takes any other parameter for a lookup, so that the list answers questions about every table that
        can be reached from here, password hashes included. Raises IncorrectLookupParameters instead.
        """
        found = super().get_filters(request)
        _specs, _has_filters, others, _distinct = found
        if others:
            raise IncorrectLookupParameters(f"Unknown: {', '.join(others)}")
        for spec in found[0]:
            spec.template = "kitnet_pages/admin/register/filter.html"
        return found

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> QuerySet:
        """Search for words that every database can take."""
        return super().get_search_results(request, queryset, clean_query(search_term))

    def as_spreadsheet(self, queryset: QuerySet, spreadsheet_format: str) -> Any:
        """Return the rows as a file, once it is written down who takes them. Raises BadRequest where there is none."""
        if not self.list_export:
            raise BadRequest("Nothing of this is handed out.")
        what = capfirst(self.model_admin.get_menu_label())
        record_export(self.request.user, what, queryset.count(), spreadsheet_format, self._selection())
        return super().as_spreadsheet(queryset, spreadsheet_format)

    def _selection(self) -> str:
        """Return the filters as they stand in the address. What was searched for is often a person's name."""
        kept = self.params.copy()
        kept.pop(self.ORDER_VAR, None)
        if kept.get(self.SEARCH_VAR):
            kept[self.SEARCH_VAR] = "…"
        return unquote_plus(kept.urlencode())

    def get_filename(self) -> str:
        """Return what the file is called: the register and the day."""
        return f"{slugify(self.model_admin.get_menu_label())}-{timezone.localdate():%Y-%m-%d}"

    def get_heading(self, queryset: QuerySet, field: str) -> str:
        """Return a column's heading."""
        return capfirst(str(label_for_field(field, model=self.model, model_admin=self.model_admin)))

    def to_row_dict(self, item: Any) -> dict[str, Any]:
        """Return a row for a spreadsheet, in words, in which no text is taken for a formula."""
        row = {}
        for name in self.list_export:
            field, _attribute, value = lookup_field(name, item, self.model_admin)
            if field is not None and field.choices:
                value = getattr(item, f"get_{name}_display")()
            row[name] = cell(value, as_text=self.export == self.FORMAT_CSV)
        return row

    def get_preprocess_function(self, field: str, value: Any, export_format: str) -> None:
        """Return nothing: a row is ready as it is."""

    def stream_csv(self, queryset: QuerySet) -> Iterator[bytes]:
        """Yield a CSV file that Danish Excel opens right: with a byte order mark, and semicolons."""
        writer = csv.writer(Echo(), delimiter=";")
        yield codecs.BOM_UTF8
        yield writer.writerow([self.get_heading(queryset, field) for field in self.list_export])
        for item in queryset:
            yield writer.writerow(self.to_row_dict(item).values())

    def write_xlsx(self, queryset: QuerySet, output: BytesIO) -> None:
        """Write an Excel file whose columns can be read as they are."""
        headings = [self.get_heading(queryset, field) for field in self.list_export]
        rows = (self.to_row_dict(item).values() for item in queryset)
        output.write(workbook(capfirst(str(self.model_admin.get_menu_label())), headings, rows))


class RegisterCreateView(RegisterPage, CreateView):
    """A new row."""

    @property
    def deed(self) -> str:
        """What is done here."""
        return gettext("New")


class RegisterEditView(RegisterPage, EditView):
    """A row's form."""


class RegisterInspectView(RegisterPage, InspectView):
    """A row to look at: fields of the model, and what the register says of a row, as in its list."""

    def get_field_label(self, field_name: str, field: Any = None) -> str:
        """Return what a field, or a column of the register, is called."""
        return label_for_field(field_name, model=self.model, model_admin=self.model_admin)

    def get_field_display_value(self, field_name: str, field: Any = None) -> Any:
        """Return a field's value in words; zero is a value, too."""
        if (say := getattr(self.model_admin, field_name, None)) and callable(say):
            return say(self.instance) or self.model_admin.get_empty_value_display(field_name)
        value = getattr(self.instance, field_name)
        if isinstance(value, bool):
            return gettext("Yes") if value else gettext("No")
        return "0" if value == 0 else super().get_field_display_value(field_name, field)


class RegisterDeleteView(RegisterPage, DeleteView):
    """Asks before a row is deleted."""

    @property
    def deed(self) -> str:
        """What is done here."""
        return gettext("Delete")


class RegisterHistoryView(RegisterPage, HistoryView):
    """What was done to a row."""

    @property
    def deed(self) -> str:
        """What is done here."""
        return gettext("History")
