"""Forms of the page editor, filled in as a browser sends them."""

from typing import Any

from django.forms import BaseFormSet, Form
from django.test import Client
from django.urls import reverse


def page_form(client: Client, page: Any, url: str = "", **changes: Any) -> dict[str, Any]:
    """Open a page in the editor (or at ``url``) and return its form's data with ``changes``."""
    response = client.get(url or reverse("wagtailadmin_pages:edit", args=[page.pk]))
    return {**form_data(response.context["form"]), **changes}


def form_data(form: Form) -> dict[str, Any]:
    """Return what a browser would send of a form with its formsets, if nobody typed anything."""
    data = _fields(form)
    for formset in getattr(form, "formsets", {}).values():
        data |= _formset(formset)
    return data


def _formset(formset: BaseFormSet) -> dict[str, Any]:
    data = _fields(formset.management_form)
    for form in formset.initial_forms:
        data |= form_data(form)
    return data


def _fields(form: Form) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for bound in form:
        value = bound.value()
        if hasattr(value, "stream_block"):
            data |= {f"{bound.html_name}-count": "0"}
            continue
        if value is None or value is False:
            continue
        widget = bound.field.widget
        data[bound.html_name] = "on" if value is True else widget.format_value(value) or ""
        if isinstance(data[bound.html_name], list) and not getattr(widget, "allow_multiple_selected", False):
            data[bound.html_name] = data[bound.html_name][0] if data[bound.html_name] else ""
    return data
