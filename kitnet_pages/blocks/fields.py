"""A StreamField whose blocks come from a registry."""

import json
from typing import Any

from django import forms
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.telepath import register as register_adapter
from wagtail.blocks.stream_block import StreamBlockAdapter
from wagtail.fields import StreamField

from kitnet_pages import extension_points

KEPT = "kept"


class KeptBlock(blocks.FieldBlock):
    """Content written with a block that no installed app offers now. It is shown to nobody and lost by nobody."""

    def __init__(self, **kwargs: Any) -> None:
        """Make a hidden field that carries the stored content through an editor's form."""
        self.field = forms.CharField(required=False, widget=forms.HiddenInput)
        super().__init__(**kwargs)

    def value_for_form(self, value: Any) -> str:
        """Return the stored content as JSON text."""
        return json.dumps(value)

    def value_from_form(self, value: str) -> Any:
        """Read the JSON text back. What is no stored block becomes None, and so is dropped."""
        try:
            content = json.loads(value or "null")
        except ValueError:
            return None
        return content if isinstance(content, dict) and isinstance(content.get("type"), str) else None

    def render_basic(self, value: Any, context: Any = None) -> str:
        """Show nothing: nobody here knows how it looks."""
        return ""

    def get_searchable_content(self, value: Any) -> list[str]:
        """Find nothing by it."""
        return []

    class Meta:
        icon = "warning"
        label = _("Content of an app that is not installed")


class OpenStreamBlock(blocks.StreamBlock):
    """A stream that keeps children of unknown types instead of dropping them."""

    def __init__(self, local_blocks: Any = None, **kwargs: Any) -> None:
        """Take the registered blocks and add the keeper of unknown ones."""
        super().__init__([*(local_blocks or []), (KEPT, KeptBlock())], **kwargs)

    def to_python(self, value: Any) -> Any:
        """Read stored content, as text or as lists; an unknown child becomes a kept one."""
        if isinstance(value, str) and value:
            try:
                value = json.loads(value)
            except ValueError:
                return self.empty_value(raw_text=value)
        if isinstance(value, list):
            value = self._wrap(value)
        return super().to_python(value)

    def bulk_to_python(self, values: Any) -> Any:
        """Read several streams at once."""
        return super().bulk_to_python([self._wrap(stream) for stream in values])

    def get_prep_value(self, value: Any) -> list[Any]:
        """Return what is stored: kept children as they came."""
        prepared = (child["value"] if child["type"] == KEPT else child for child in super().get_prep_value(value))
        return [child for child in prepared if child]

    def _wrap(self, stream: Any) -> list[Any]:
        return [self._wrap_child(child) for child in stream]

    def _wrap_child(self, child: Any) -> Any:
        if isinstance(child, dict) and child.get("type") not in self.child_blocks:
            return {"type": KEPT, "value": child, "id": child.get("id")}
        return child


class OpenStreamBlockAdapter(StreamBlockAdapter):
    """Wagtail's editor of streams, in whose menu the kept block cannot be chosen."""

    def js_args(self, block: OpenStreamBlock) -> list[Any]:
        """Return the arguments of the client-side block, with no kept block to be added."""
        *rest, meta = super().js_args(block)
        counts = {**meta.get("blockCounts", {}), KEPT: {"min_num": None, "max_num": 0}}
        return [*rest, {**meta, "blockCounts": counts}]


register_adapter(OpenStreamBlockAdapter(), OpenStreamBlock)


class BlocksField(StreamField):
    """A StreamField that shows the blocks registered under a name, and writes none of them into migrations.

    So an app can be added or taken away without a migration of these pages.
    """

    def __init__(self, registry: str, **kwargs: Any) -> None:
        """Take the name under which blocks are registered, and any option of a StreamField."""
        self.registry = registry
        super().__init__([], **kwargs)

    @cached_property
    def stream_block(self) -> OpenStreamBlock:
        """Make the block, once every app has registered its own."""
        block = OpenStreamBlock(extension_points.blocks_for(self.registry))
        block.set_meta_options(self.block_opts)
        return block

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Describe the field without its blocks."""
        name, path, _args, kwargs = models.Field.deconstruct(self)
        return name, path, [self.registry], kwargs
