"""Wagtail's page editor without a browser: opens its form, reads the streams too, and sends all of it back.

The editor builds a stream's inputs in the browser, from a description in the page. ``open_form`` makes the same inputs.
"""

import json
from collections.abc import Iterator
from typing import Any

from bs4 import BeautifulSoup
from django.http import QueryDict
from django.test import Client
from wagtail.test.utils.form_data import querydict_from_html

FORM = "page-edit-form"


def open_form(client: Client, address: str) -> QueryDict:
    """Return what a browser would send if the editor at ``address`` were opened and saved as it is."""
    answer = client.get(address)
    assert answer.status_code == 200, answer
    html = answer.content.decode()
    data = querydict_from_html(html, form_id=FORM).copy()
    for element in BeautifulSoup(html, "html.parser").select(f"#{FORM} [data-w-block-arguments-value]"):
        if "__prefix__" not in element["id"]:
            state, *_errors = json.loads(element["data-w-block-arguments-value"])
            for name, value in _inputs(element["id"], state):
                data[name] = value
    return data


def save(client: Client, page: Any, action: str = "", **changes: Any) -> Any:
    """Open a page in the editor, change some inputs, save it (or do ``action``, like "publish"); return the answer.

    Changes name inputs with two underscores for a hyphen: ``body__0__value``.
    """
    address = f"/admin/pages/{page.pk}/edit/"
    data = open_form(client, address)
    _change(data, changes, action)
    return client.post(address, data.dict() | {name: data.getlist(name) for name in _lists(data)})


def create(client: Client, parent: Any, model: type, action: str = "", **fields: Any) -> Any:
    """Open the editor of a new page below ``parent``, fill inputs, save it (or do ``action``); return the answer."""
    address = f"/admin/pages/add/{model._meta.app_label}/{model._meta.model_name}/{parent.pk}/"
    data = open_form(client, address)
    _change(data, fields, action)
    return client.post(address, data.dict() | {name: data.getlist(name) for name in _lists(data)})


def errors(answer: Any) -> dict[str, list[str]]:
    """Return what an editor is told about each field after a save that was refused."""
    return {name: [str(error) for error in found] for name, found in answer.context["form"].errors.items()}


def _change(data: QueryDict, changes: dict[str, Any], action: str) -> None:
    for name, value in changes.items():
        data[name.replace("__", "-")] = value
    if action:
        data[f"action-{action}"] = "1"


def _lists(data: QueryDict) -> list[str]:
    return [name for name in data if len(data.getlist(name)) > 1]


def _inputs(prefix: str, state: Any) -> Iterator[tuple[str, str]]:
    """Yield names and values of the inputs that Wagtail's JavaScript makes of a block's state."""
    if isinstance(state, list) and all(isinstance(child, dict) for child in state):
        yield f"{prefix}-count", str(len(state))
        for number, child in enumerate(state):
            start = f"{prefix}-{number}"
            if "type" in child:
                yield f"{start}-type", child["type"]
            yield from [(f"{start}-order", str(number)), (f"{start}-deleted", ""), (f"{start}-id", child["id"] or "")]
            yield from _inputs(f"{start}-value", child["value"])
    elif isinstance(state, dict) and "id" in state:
        yield prefix, str(state["id"])
    elif isinstance(state, dict):
        for name, value in state.items():
            yield from _inputs(f"{prefix}-{name}", value)
    elif isinstance(state, list):
        yield from [(prefix, value) for value in state]
    elif state is not None:
        yield prefix, str(state)
