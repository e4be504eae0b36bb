"""From the demo's names to primary keys: blocks as Wagtail stores them."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from cms_site.demo.blocks import Block, Ref
from cms_site.demo.pictures import CREDIT, PICTURES

_PAGE_LINK = re.compile(r'<a href="page:([^"]+)">')


@dataclass
class Known:
    """What has been made so far, by kind and by the demo's name for it."""

    page: dict[str, Any] = field(default_factory=dict)
    picture: dict[str, Any] = field(default_factory=dict)
    document: dict[str, Any] = field(default_factory=dict)
    collection: dict[str, Any] = field(default_factory=dict)
    contact: dict[str, Any] = field(default_factory=dict)
    topic: dict[str, Any] = field(default_factory=dict)
    municipality: dict[str, Any] = field(default_factory=dict)

    def stream(self, blocks: Iterable[Block]) -> str:
        """Return blocks as the JSON that a StreamField reads. Raises KeyError for a name that nothing has."""
        return json.dumps([{"type": block.name, "value": self.value(_completed(block).value)} for block in blocks])

    def value(self, value: Any) -> Any:
        """Return a value with every reference in it, and every link in its text, resolved."""
        if isinstance(value, Ref):
            return getattr(self, value.kind)[value.key].pk
        if isinstance(value, str):
            return self.rich_text(value)
        if isinstance(value, dict):
            return {key: self.value(each) for key, each in value.items()}
        if isinstance(value, list):
            return [self.value(each) for each in value]
        return value

    def rich_text(self, text: str) -> str:
        """Return text whose links to the demo's pages are Wagtail's own, so that they follow a page that moves."""
        return _PAGE_LINK.sub(lambda found: f'<a linktype="page" id="{self.page[found[1]].pk}">', text)


def _completed(block: Block) -> Block:
    """Return a picture's block with what the picture itself knows: what it shows, and who drew it."""
    if block.name != "picture":
        return block
    alt = PICTURES[block.value["image"].key].alt
    return Block(block.name, {**block.value, "alt": alt, "credit": CREDIT})
