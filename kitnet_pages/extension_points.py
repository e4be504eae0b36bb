"""What other apps may add to these pages.

Pages know nothing of what is added: an app calls these functions from its ``AppConfig.ready()``. Names are permanent:
they are stored in pages.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from django.http import HttpRequest
    from wagtail.blocks import Block
    from wagtail.models import Page

BODY = "body"
COLUMN = "column"

ROLE_EDITORS = "editors"
ROLE_WRITERS = "writers"
ROLE_FACILITATORS = "facilitators"
ROLES = (ROLE_EDITORS, ROLE_WRITERS, ROLE_FACILITATORS)

SectionProvider = Callable[["Page", "HttpRequest"], Any]
HeadLinkProvider = Callable[["Page", "HttpRequest"], Iterable["HeadLink"]]
CoverageDayProvider = Callable[["HttpRequest | None"], Iterable["CoverageDay"]]
JoinAddressProvider = Callable[["str"], str]

StructuredDataProvider = Callable[["Page", "HttpRequest"], Iterable[dict[str, Any]]]


@dataclass(frozen=True)
class HeadLink:
    """A ``<link>`` in a page's head: relation, media type, address and title."""

    rel: str
    type: str
    href: str
    title: str


@dataclass(frozen=True)
class CoverageDay:
    """A day on which readers may want to see the coverage: the day, and what was on it."""

    day: date
    label: str


class CollectionKind(Protocol):
    """One kind of thing that a collection can list."""

    key: str
    label: Any
    template: str

    def items(self, collection: Any) -> list[Any]:
        """Return what ``collection`` selects, at most ``collection.number`` of them."""
        ...

    def see_all_url(self, collection: Any, request: "HttpRequest | None") -> str:
        """Return the address of the whole list, or an empty string."""
        ...


@dataclass
class _Registry:
    blocks: dict[str, dict[str, tuple[int, Callable[[], "Block"]]]] = field(default_factory=dict)
    kinds: dict[str, CollectionKind] = field(default_factory=dict)
    sections: dict[str, list[tuple[int, SectionProvider]]] = field(default_factory=dict)
    head_links: list[HeadLinkProvider] = field(default_factory=list)
    stylesheets: list[str] = field(default_factory=list)
    structured_data: list[StructuredDataProvider] = field(default_factory=list)
    role_permissions: dict[str, list[str]] = field(default_factory=dict)
    coverage_days: list[CoverageDayProvider] = field(default_factory=list)
    join_address: JoinAddressProvider | None = None


_registry = _Registry()


def register_block(field_name: str, name: str, factory: Callable[[], "Block"], *, order: int = 100) -> None:
    """Offer a block to editors in every ``body`` or in the right-hand ``column``.

    ``factory`` makes the block when a form or page first needs it; ``order`` is its place in the editor's menu.
    Registering a name again replaces it.
    """
    _registry.blocks.setdefault(field_name, {})[name] = (order, factory)


def unregister_block(field_name: str, name: str) -> None:
    """Take a block back. Content that was written with it is kept (see ``OpenStreamBlock``)."""
    _registry.blocks.get(field_name, {}).pop(name, None)


def blocks_for(field_name: str) -> list[tuple[str, "Block"]]:
    """Return ``(name, block)`` pairs of a field, in menu order."""
    entries = sorted(_registry.blocks.get(field_name, {}).items(), key=lambda item: (item[1][0], item[0]))
    return [(name, factory()) for name, (_order, factory) in entries]


def register_collection_kind(kind: CollectionKind) -> None:
    """Let editors' collections list another kind of thing."""
    _registry.kinds[kind.key] = kind


def collection_kinds() -> dict[str, CollectionKind]:
    """Return the registered kinds by key."""
    return dict(_registry.kinds)


def collection_kind_choices() -> list[tuple[str, Any]]:
    """Return the kinds as choices of a form field."""
    return [(kind.key, kind.label) for kind in _registry.kinds.values()]


def register_page_section(slot: str, provider: SectionProvider, *, order: int = 100) -> None:
    """Add a section to a page's template.

    ``slot`` is ``"home"`` or ``"group"``. ``provider(page, request)`` returns a template component (an object with
    ``render_html(parent_context)``), or ``None`` for nothing.
    """
    _registry.sections.setdefault(slot, []).append((order, provider))


def page_sections(slot: str, page: "Page", request: "HttpRequest") -> list[Any]:
    """Return the components of a slot for one page, in order."""
    providers = sorted(_registry.sections.get(slot, []), key=lambda item: item[0])
    components = (provider(page, request) for _order, provider in providers)
    return [component for component in components if component is not None]


def register_head_links(provider: HeadLinkProvider) -> None:
    """Add ``<link>`` elements to the head of pages: feeds and other formats of the same thing."""
    _registry.head_links.append(provider)


def head_links(page: "Page", request: "HttpRequest") -> list[HeadLink]:
    """Return all ``<link>`` elements for one page."""
    return [link for provider in _registry.head_links for link in provider(page, request)]


def register_stylesheet(name: str) -> None:
    """Add a style sheet to every page: the name of a static file. It names no file relative to itself."""
    if name not in _registry.stylesheets:
        _registry.stylesheets.append(name)


def stylesheets() -> list[str]:
    """Return the style sheets that apps add to every page, in order of registration."""
    return list(_registry.stylesheets)


def register_coverage_days(provider: CoverageDayProvider) -> None:
    """Name days on which the coverage is worth a look: ``provider(request)`` returns them, in any order."""
    _registry.coverage_days.append(provider)


def coverage_days(request: "HttpRequest | None") -> list[CoverageDay]:
    """Return the named days, the earliest first."""
    days = [day for provider in _registry.coverage_days for day in provider(request)]
    return sorted(days, key=lambda one: (one.day, one.label))


def register_join_address(provider: JoinAddressProvider) -> None:
    """Say where a municipality joins the network.

    ``provider(code)`` returns the address of the form for the municipality with that official code, or an empty
    string. Without one, the page to join that stands in the site settings is linked.
    """
    _registry.join_address = provider


def join_address(code: str) -> str:
    """Return where the municipality with an official code joins the network, or an empty string."""
    return _registry.join_address(code) if _registry.join_address else ""


def register_structured_data(provider: StructuredDataProvider) -> None:
    """Tell machines more of pages: ``provider`` yields objects of schema.org, without their context."""
    _registry.structured_data.append(provider)


def structured_data(page: "Page", request: "HttpRequest") -> list[dict[str, Any]]:
    """Return what all providers say of one page."""
    return [one for provider in _registry.structured_data for one in provider(page, request)]


def register_role_permissions(role: str, *permissions: str) -> None:
    """Let everybody with a role do more: ``permissions`` as ``"app_label.codename"``.

    ``role`` is one of ``ROLES``. What is registered is given to the roles by ``setup_roles``, and to the facilitators'
    role of each new group. Raises ValueError on an unknown role or another spelling of a permission.
    """
    if role not in ROLES:
        raise ValueError(f"There is no role {role!r}. The roles are: {', '.join(ROLES)}.")
    for permission in permissions:
        if permission.count(".") != 1:
            raise ValueError(f"A permission is written 'app_label.codename', not {permission!r}.")
    known = _registry.role_permissions.setdefault(role, [])
    known.extend(one for one in permissions if one not in known)


def role_permissions(role: str) -> list[str]:
    """Return the permissions registered for a role, in order of registration."""
    return list(_registry.role_permissions.get(role, ()))
