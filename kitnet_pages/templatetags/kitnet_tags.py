"""What the templates of the network's pages ask for. Each tag hands on to the domain; no rule lives here."""

from typing import Any, NamedTuple

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from kitnet_pages import extension_points, videos
from kitnet_pages import stylesheets as style_sheets
from kitnet_pages.domain import area_map as area_maps
from kitnet_pages.domain import coverage_view as coverage_views
from kitnet_pages.domain import navigation
from kitnet_pages.domain import read_ahead as blocks_ahead
from kitnet_pages.fragments import rendered_once

register = template.Library()

Context = template.Context


@register.simple_tag(takes_context=True)
def network(context: Context) -> Any:
    """Return the network's settings: ``{% network as network %}``."""
    return navigation.network_settings(context.get("request"))


@register.simple_tag(takes_context=True)
def start_page(context: Context) -> Any:
    """Return the front page, or None: ``{% start_page as start %}``."""
    return navigation.start_page(context.get("request"))


@register.simple_tag(takes_context=True)
def main_menu(context: Context) -> list[navigation.MenuItem]:
    """Return the menu's items: ``{% main_menu as items %}``."""
    return navigation.main_menu(context.get("request"))


@register.simple_tag(takes_context=True)
def breadcrumbs(context: Context) -> list[navigation.MenuItem]:
    """Return the pages above this one: ``{% breadcrumbs as crumbs %}``."""
    page = context.get("page")
    return navigation.breadcrumbs(context.get("request"), page) if page else []


@register.simple_tag(takes_context=True)
def parent_url(context: Context) -> str:
    """Return the address of the page above this one, or an empty string: ``{% parent_url as url %}``."""
    above = navigation.trail(context.get("page"))
    return (above[-1].get_url(context.get("request")) or "") if above else ""


@register.simple_tag
def organisers() -> list[Any]:
    """Return those who run the network: ``{% organisers as organisers %}``."""
    return navigation.organisers()


@register.simple_tag(takes_context=True)
def right_column(context: Context) -> Any:
    """Return the page's right-hand column with its panels, or None: ``{% right_column as column %}``."""
    return navigation.right_column(context.get("request"), context.get("page"))


@register.simple_tag(takes_context=True)
def column_shows(context: Context, panel: str) -> bool:
    """Say whether the right-hand column has a panel of a type: ``{% column_shows "contact" as shown %}``."""
    column = navigation.right_column(context.get("request"), context.get("page"))
    return column is not None and any(block.block_type == panel for block in column.content)


@register.simple_tag(takes_context=True)
def read_ahead(context: Context) -> str:
    """Read what the page's blocks show, all at once: ``{% read_ahead %}`` before anything of the page is rendered."""
    page = context.get("page")
    if page is not None:
        blocks_ahead.read_ahead(page, navigation.right_column(context.get("request"), page))
    return ""


@register.simple_tag
def area_map() -> Any:
    """Return the map of the groups' areas, or None: ``{% area_map as map %}``. One query."""
    return area_maps.area_map()


@register.simple_tag
def area_of(area_map: Any, group: Any) -> Any:
    """Return a group's area on a map, or None: ``{% area_of map group as area %}``."""
    return area_map.area(group.pk) if area_map else None


@register.simple_tag(takes_context=True)
def coverage_view(context: Context, own: Any = None) -> Any:
    """Return the coverage as this page shows it: ``{% coverage_view as view %}``.

    ``own`` is the group whose area is strong on the map: ``{% coverage_view own=page as view %}``.
    """
    return coverage_views.coverage_view(context.get("page"), context.get("request"), own)


@register.simple_tag(takes_context=True)
def coverage_today(context: Context) -> Any:
    """Return the coverage of today and the address of its page: ``{% coverage_today as today %}``."""
    return coverage_views.coverage_today(context.get("request"))


@register.simple_tag(takes_context=True)
def coverage_steps(context: Context, view: Any) -> Any:
    """Return the days on which the coverage is worth a look: ``{% coverage_steps view as steps %}``."""
    return coverage_views.steps(view, context.get("page"), context.get("request"))


@register.simple_tag(takes_context=True)
def page_sections(context: Context, slot: str) -> SafeString:
    """Render what other apps add to a slot of this page: ``{% page_sections "home" %}``."""
    components = extension_points.page_sections(slot, context["page"], context.get("request"))
    return mark_safe("".join(component.render_html(context) for component in components))  # noqa: S308 - rendered templates


@register.simple_tag
def stylesheets() -> list[str]:
    """Return the addresses of the style sheets of every page: ``{% stylesheets as sheets %}``."""
    return style_sheets.addresses()


@register.simple_tag(takes_context=True)
def head_links(context: Context) -> SafeString:
    """Render the ``<link>`` elements that apps add to the head of this page."""
    links = extension_points.head_links(context.get("page"), context.get("request"))
    element = '<link rel="{}" type="{}" href="{}" title="{}">'
    return format_html_join("\n", element, ((link.rel, link.type, link.href, link.title) for link in links))


@register.simple_tag(takes_context=True)
def map_url(context: Context, address: str) -> str:
    """Return where the site's map service shows an address, or an empty string: ``{% map_url address as url %}``."""
    return navigation.network_settings(context.get("request")).map_url(address)


class _GroupName(NamedTuple):
    title: str
    colour: str


@register.simple_tag(takes_context=True)
def group_label(context: Context, group: Any) -> SafeString:
    """Render a group's name with its hexagon, without a link; None: all groups. ``{% group_label group %}``."""
    shown = _GroupName(group.title, group.colour) if group else None
    lang = navigation.other_language(context.get("request"))
    return rendered_once("kitnet_pages/components/group_name.html", group=shown, link=False, lang=lang)


@register.simple_tag
def icon(name: str) -> SafeString:
    """Render an icon: ``{% icon "calendar" %}``. It is decoration; say in words what it means."""
    return rendered_once(f"kitnet_pages/icons/{name}.svg")


@register.filter
def player_address(url: str) -> str:
    """Return the address of a player that may be framed after a click, or an empty string."""
    return videos.player_address(url)


@register.filter
def host_name(url: str) -> str:
    """Return the host that an address leads to."""
    return videos.host_name(url)


@register.filter
def whole_words(text: str) -> SafeString:
    """Keep words with a hyphen (``It-arkitekturnetværk``) on one line where there is room."""
    words = (format_html('<span class="kn-whole">{}</span>', word) if "-" in word else word for word in text.split())
    return format_html_join(" ", "{}", ((word,) for word in words))


@register.filter
def breakable(address: str) -> SafeString:
    """Let a mail address go on to the next line before its ``@`` rather than anywhere."""
    name, at, host = address.partition("@")
    return format_html("{}<wbr>{}{}", name, at, host)


@register.filter
def initials(name: str) -> str:
    """Return the first letters of the first and the last word of a name: shown where there is no picture."""
    words = name.split()
    return "".join(word[0].upper() for word in dict.fromkeys([*words[:1], *words[-1:]]))
