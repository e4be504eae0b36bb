"""Every field that an editor fills in says what it is for."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from wagtail.admin.panels import FieldPanel, InlinePanel, PublishingPanel, get_edit_handler
from wagtail.blocks import FieldBlock, ListBlock, StreamBlock, StructBlock
from wagtail.contrib.settings.registry import registry as settings_registry
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock
from wagtail.models import get_page_models
from wagtail.snippets.models import get_snippet_models

from kitnet_events import desk_forms, plan_forms, terms_forms
from kitnet_events.admin.inviting import InviteForm
from kitnet_events.admin.renewal_questions import OpenYearForm
from kitnet_events.import_forms import CalendarImportForm
from kitnet_pages import extension_points
from kitnet_pages.forms import ArticleImportForm

OURS = ("kitnet_pages", "kitnet_events")


def edited_models() -> list[type]:
    """Return what editors open in a form: page types, snippets, settings."""
    models = [*get_page_models(), *get_snippet_models(), *settings_registry]
    return [model for model in dict.fromkeys(models) if model._meta.app_label in OURS]


def handler_of(model):
    viewset = getattr(model, "snippet_viewset", None)
    return viewset.get_edit_handler() if viewset else get_edit_handler(model)


def fields_without_help(panel, form) -> Iterator[str]:
    if isinstance(panel, PublishingPanel):
        return
    if isinstance(panel, InlinePanel):
        inner = panel.child_edit_handler
        inner_form = inner.get_form_class()
        yield from (f"{panel.relation_name}.{name}" for name in fields_without_help(inner, inner_form))
    elif isinstance(panel, FieldPanel):
        field = form.base_fields.get(panel.field_name)
        # A choice of one thing that the list around it explains needs no words of its own.
        if not panel.help_text and not (field and field.help_text) and not panel.read_only:
            yield panel.field_name
    else:
        for child in getattr(panel, "children", ()):
            yield from fields_without_help(child, form)


@pytest.mark.parametrize("model", edited_models(), ids=lambda model: model._meta.label)
def test_every_field_of_a_form_has_a_help_text(model):
    handler = handler_of(model)
    assert sorted(set(fields_without_help(handler, handler.get_form_class()))) == []


def blocks_without_help(block, name) -> Iterator[str]:
    if isinstance(block, StructBlock):
        for key, child in block.child_blocks.items():
            yield from blocks_without_help(child, f"{name}.{key}")
    elif isinstance(block, ListBlock):
        if isinstance(block.child_block, StructBlock):
            yield from blocks_without_help(block.child_block, name)
        elif not block.meta.help_text:
            yield name
    elif isinstance(block, StreamBlock | BaseTypedTableBlock):
        return
    elif isinstance(block, FieldBlock) and not (block.field.help_text or getattr(block.meta, "help_text", "")):
        yield name


@pytest.mark.parametrize("registry", [extension_points.BODY, extension_points.COLUMN])
def test_every_block_and_each_of_its_fields_has_a_help_text(registry):
    ours = [
        (name, block)
        for name, block in extension_points.blocks_for(registry)
        if type(block).__module__.startswith(OURS)
    ]
    missing = [field for name, block in ours for field in blocks_without_help(block, name)]
    assert missing == []


def test_the_forms_are_those_of_both_apps():
    assert {model._meta.app_label for model in edited_models()} == set(OURS)
    assert len(edited_models()) > 12
    assert apps.is_installed("kitnet_events")


EDITORS_FORMS = [
    *(plan_forms.RoundForm, plan_forms.MeetingRowForm, terms_forms.TermsForm, terms_forms.QuestionForm),
    *(desk_forms.NoteForm, desk_forms.OwnMailForm, OpenYearForm, InviteForm, ArticleImportForm, CalendarImportForm),
]


@pytest.mark.parametrize("form", EDITORS_FORMS, ids=lambda form: form.__name__)
def test_every_field_of_a_form_that_is_no_page_has_a_help_text(form):
    fields = form.base_fields.items()
    assert [name for name, field in fields if not field.help_text and not field.widget.is_hidden] == []
