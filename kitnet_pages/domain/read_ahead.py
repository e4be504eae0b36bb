"""What the blocks of a page show, read together before any of them is rendered.

Wagtail reads what was chosen in one block type after the other: the pictures of picture blocks, the stills of videos,
the page behind each kind of link. Here they are read once for the body and the right-hand column.
"""

from collections.abc import Iterator
from typing import Any

from wagtail import blocks
from wagtail.images import get_image_model

from kitnet_pages.blocks.choosers import EagerChooserMixin, PictureChooserBlock, known

_HERO = "hero_image"


def read_ahead(page: Any, column: Any = None) -> None:
    """Read what the body of ``page`` and its right-hand ``column`` show, and the page's own picture."""
    streams = [stream for stream in (getattr(page, "body", None), getattr(column, "content", None)) if stream]
    choosers: dict[type, EagerChooserMixin] = {}
    keys: dict[type, set[Any]] = {}
    for stream in streams:
        for chooser, key in _chosen(stream):
            choosers.setdefault(chooser.model_class, chooser)
            keys.setdefault(chooser.model_class, set()).add(key)
    hero = getattr(page, f"{_HERO}_id", None)
    if hero:
        image_model = get_image_model()
        choosers.setdefault(image_model, PictureChooserBlock())
        keys.setdefault(image_model, set()).add(hero)
    found = {model: choosers[model].eager(model.objects.all()).in_bulk(keys[model]) for model in keys}
    if hero:
        setattr(page, _HERO, found[image_model].get(hero))
    with known(found):
        for stream in streams:
            for child in stream:
                _ = child.value


def _chosen(stream: Any) -> Iterator[tuple[EagerChooserMixin, Any]]:
    """Yield each chooser of a stream's stored content, with the key that was chosen in it."""
    for child in stream.raw_data:
        block = stream.stream_block.child_blocks.get(child["type"])
        if block is not None:
            yield from _chosen_in(block, child["value"])


def _chosen_in(block: Any, value: Any) -> Iterator[tuple[EagerChooserMixin, Any]]:
    if isinstance(block, EagerChooserMixin):
        if value is not None:
            yield block, value
    elif isinstance(block, blocks.StructBlock) and isinstance(value, dict):
        for name, child in block.child_blocks.items():
            yield from _chosen_in(child, value.get(name))
    elif isinstance(block, blocks.ListBlock) and isinstance(value, list):
        for item in value:
            stored = item["value"] if isinstance(item, dict) and set(item) >= {"type", "value"} else item
            yield from _chosen_in(block.child_block, stored)
