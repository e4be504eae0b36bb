"""The shapes in which the demo's content is written down."""

from dataclasses import dataclass
from datetime import date, time

from .blocks import Block, Body


@dataclass(frozen=True)
class Person:
    """Someone made up."""

    key: str
    name: str
    title: str
    organisation: str
    email: str
    department: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Article:
    """A news article."""

    key: str
    slug: str
    title: str
    day: date
    lead: str
    picture: str
    body: Body
    topics: tuple[str, ...] = ()
    group: str = ""
    byline: str = ""
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class Group:
    """A network group. ``colour`` is one of the names that the group page offers."""

    key: str
    title: str
    introduction: str
    area: str
    colour: str
    facilitators: tuple[str, ...]
    community_url: str
    body: Body


@dataclass(frozen=True)
class Plain:
    """A standard page."""

    key: str
    slug: str
    title: str
    lead: str
    body: Body
    in_menu: bool = False


@dataclass(frozen=True)
class Round:
    """A round of meetings."""

    key: str
    year: int
    number: int
    theme: str
    introduction: str
    published: date
    body: Body = ()

    @property
    def title(self) -> str:
        """The round's usual name."""
        return f"{self.number}. runde {self.year}"

    @property
    def slug(self) -> str:
        """Its place in addresses."""
        return f"{self.number}-runde-{self.year}"


@dataclass(frozen=True)
class Item:
    """An item of a programme. It has an end, or a duration in minutes, or neither."""

    start: time
    title: str
    end: time | None = None
    minutes: int | None = None
    speaker: str = ""
    speaker_title: str = ""
    kind: str = "talk"
    description: str = ""


@dataclass(frozen=True)
class Material:
    """Something kept after a meeting: a document of the demo, or an address."""

    kind: str
    title: str
    document: str = ""
    url: str = ""


@dataclass(frozen=True)
class Meeting:
    """A meeting of one group, or of all when ``group`` is empty.

    ``moved_from`` is the date under which it was first published. ``capacity``, ``seats_taken`` and ``waiting`` say
    how full it is.
    """

    key: str
    slug: str
    title: str
    group: str
    day: date
    published: date
    note: str
    round: str = ""
    start: time | None = None
    end: time | None = None
    venue: str = ""
    address: str = ""
    host: str = ""
    online_url: str = ""
    lead: str = ""
    body: tuple[Block, ...] = ()
    programme: tuple[Item, ...] = ()
    topics: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()
    minutes: str = ""
    materials: tuple[Material, ...] = ()
    moved_from: date | None = None
    moved_on: date | None = None
    cancelled_because: str = ""
    capacity: int | None = None
    seats_taken: int = 0
    waiting: int = 0


@dataclass(frozen=True)
class Selection:
    """A saved selection: a collection in the site's words."""

    key: str
    name: str
    heading: str
    kind: str
    number: int
    order: str = "newest"
    period: str = "any"
    topic: str = ""
    group: str = ""


@dataclass(frozen=True)
class Column:
    """A right-hand column: the page that has it, and its panels from top to bottom."""

    page: str
    panels: tuple[Block, ...]
