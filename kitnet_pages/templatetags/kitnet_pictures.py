"""Responsive pictures: Wagtail's ``picture`` tag, in valid HTML for small pictures too."""

import re

from django import template
from wagtail.images.templatetags import wagtailimages_tags

register = template.Library()

_SRCSET = re.compile(r'(?<=srcset=")[^"]*')


@register.tag
def picture(parser: template.base.Parser, token: template.base.Token) -> template.Node:
    """Render a picture as Wagtail's tag of the same name does, each width once.

    Wagtail makes no picture wider than it is, so one of 480 pixels that is asked for in 480, 800 and 1200 would stand
    three times in the list as the one of 480, which HTML does not allow.
    """
    return _OnceEachWidth(wagtailimages_tags.image(parser, token))


class _OnceEachWidth(template.Node):
    def __init__(self, node: template.Node) -> None:
        self.node = node

    def render(self, context: template.Context) -> str:
        return _SRCSET.sub(lambda found: _once(found[0]), self.node.render(context))


def _once(srcset: str) -> str:
    by_width = {candidate.rpartition(" ")[2]: candidate for candidate in reversed(srcset.split(", "))}
    return ", ".join(reversed(by_width.values()))
