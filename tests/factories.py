"""What tests are made of: a factory for each model, and a few functions that build what tests ask for again and again.

Pages take their ``parent``. They are published unless ``live=False`` is given. ``make_network`` plants the tree.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from io import BytesIO
from typing import Any

import factory
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.utils import timezone
from factory.django import DjangoModelFactory
from PIL import Image as PillowImage
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, Site

from kitnet_events.models import (
    Meeting,
    MeetingContact,
    MeetingIndexPage,
    MeetingMaterial,
    MeetingPage,
    ProgrammeItem,
    RoundPage,
)
from kitnet_pages.models import (
    Collection,
    Contact,
    CoveragePage,
    GroupFacilitator,
    GroupIndexPage,
    GroupPage,
    HomePage,
    Membership,
    Municipality,
    NewsIndexPage,
    NewsPage,
    Organisation,
    RelatedPage,
    RightColumn,
    StandardPage,
    Topic,
)


# ── Files and people ─────────────────────────────────────────────────────────────────────────────────────────────
class UserFactory(DjangoModelFactory):
    """Somebody who may log in to the admin only if a test says so."""

    username = factory.Sequence(lambda n: f"user-{n}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@host.example")

    class Meta:
        model = get_user_model()


def make_administrator() -> Any:
    """Return a user who may do everything."""
    return UserFactory(is_staff=True, is_superuser=True)


def png(width: int = 8, height: int = 6, colour: str = "teal") -> bytes:
    """Return a small picture as the bytes of a PNG file."""
    buffer = BytesIO()
    PillowImage.new("RGB", (width, height), colour).save(buffer, "PNG")
    return buffer.getvalue()


class ImageFactory(DjangoModelFactory):
    """A picture."""

    title = factory.Sequence(lambda n: f"Billede {n}")
    file = factory.LazyFunction(lambda: ContentFile(png(), "billede.png"))

    class Meta:
        model = get_image_model()


class DocumentFactory(DjangoModelFactory):
    """A document."""

    title = factory.Sequence(lambda n: f"Oplæg {n}")
    file = factory.LazyFunction(lambda: ContentFile(b"%PDF-1.4", "oplaeg.pdf"))

    class Meta:
        model = get_document_model()


class OrganisationFactory(DjangoModelFactory):
    """An organisation."""

    name = factory.Sequence(lambda n: f"Forening {n}")

    class Meta:
        model = Organisation


class ContactFactory(DjangoModelFactory):
    """A contact person."""

    name = factory.Sequence(lambda n: f"Tovholder {n}")
    title = "Konsulent"
    email = factory.Sequence(lambda n: f"tovholder-{n}@host.example")

    class Meta:
        model = Contact


class TopicFactory(DjangoModelFactory):
    """A topic."""

    name = factory.Sequence(lambda n: f"Emne {n}")
    slug = factory.Sequence(lambda n: f"emne-{n}")

    class Meta:
        model = Topic


class MunicipalityFactory(DjangoModelFactory):
    """A municipality."""

    # Those of the real ones lie below 1000.
    code = factory.Sequence(lambda n: f"{1000 + n % 9000}")
    name = factory.Sequence(lambda n: f"Kommune {n}")
    region = "Region Midt"
    hex_col = 1
    hex_row = 1

    class Meta:
        model = Municipality


class MembershipFactory(DjangoModelFactory):
    """A municipality's membership, from 1 September 2016 on unless told otherwise."""

    municipality = factory.SubFactory(MunicipalityFactory)
    first_day = date(2016, 9, 1)

    class Meta:
        model = Membership


class CollectionFactory(DjangoModelFactory):
    """A saved selection; of articles unless ``kind`` says otherwise."""

    name = factory.Sequence(lambda n: f"Samling {n}")

    class Meta:
        model = Collection


# ── Pages ────────────────────────────────────────────────────────────────────────────────────────────────────────
class PageFactory(DjangoModelFactory):
    """Base of page factories: adds the page to its ``parent``; published now, unless told otherwise."""

    title = factory.Sequence(lambda n: f"Side {n}")

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class: type, *args: Any, parent: Any, live: bool = True, **fields: Any) -> Any:
        if live:
            now = timezone.now()
            fields = {"first_published_at": now, "last_published_at": now, **fields}
        # A parent in hand may have got children through another instance of it.
        parent.refresh_from_db(fields=["path", "depth", "numchild"])
        return parent.add_child(instance=model_class(live=live, has_unpublished_changes=not live, **fields))


class HomePageFactory(PageFactory):
    """A network's front page."""

    title = "Netværket"
    introduction = "Et fagligt netværk."

    class Meta:
        model = HomePage


class StandardPageFactory(PageFactory):
    """A plain page."""

    class Meta:
        model = StandardPage


class NewsIndexPageFactory(PageFactory):
    """All news."""

    title = "Nyheder"

    class Meta:
        model = NewsIndexPage


class NewsPageFactory(PageFactory):
    """An article."""

    title = factory.Sequence(lambda n: f"Nyhed {n}")
    date = factory.LazyFunction(timezone.localdate)
    lead = "Det skete i går."

    class Meta:
        model = NewsPage


class CoveragePageFactory(PageFactory):
    """The map of the municipalities that take part."""

    title = "Hvem er med?"

    class Meta:
        model = CoveragePage


class GroupIndexPageFactory(PageFactory):
    """All groups."""

    title = "Netværksgrupper"

    class Meta:
        model = GroupIndexPage


class GroupPageFactory(PageFactory):
    """A group."""

    title = factory.Sequence(lambda n: f"Gruppe {n}")
    introduction = "En regional gruppe."

    class Meta:
        model = GroupPage


class MeetingIndexPageFactory(PageFactory):
    """All meetings."""

    title = "Møder"

    class Meta:
        model = MeetingIndexPage


class RoundPageFactory(PageFactory):
    """A round of meetings."""

    title = factory.LazyAttribute(lambda page: f"{page.number}. runde {page.year}")
    year = factory.LazyFunction(lambda: timezone.localdate().year)
    number = factory.Sequence(lambda n: n + 1)

    class Meta:
        model = RoundPage


class MeetingPageFactory(PageFactory):
    """A planned meeting, a month ahead, from 9.30 to 15."""

    title = factory.Sequence(lambda n: f"Netværksmøde {n}")
    start_date = factory.LazyFunction(lambda: in_days(30))
    start_time = time(9, 30)
    end_time = time(15, 0)

    class Meta:
        model = MeetingPage


# ── What belongs to pages ────────────────────────────────────────────────────────────────────────────────────────
def in_days(number: int) -> date:
    """Return the local day ``number`` days from today; a negative number looks back."""
    return timezone.localdate() + timedelta(days=number)


def make_meeting(parent: Any, **fields: Any) -> Meeting:
    """Make a meeting's page below ``parent`` and return the meeting."""
    return Meeting.objects.get(page=MeetingPageFactory(parent=parent, **fields))


def announced() -> dict[str, Any]:
    """Return the fields of a meeting of which only the date is known."""
    return {"start_time": None, "end_time": None}


def add_facilitator(group: GroupPage, **fields: Any) -> Contact:
    """Give a group a facilitator and return the contact."""
    contact = ContactFactory(**fields)
    GroupFacilitator.objects.create(page=group, contact=contact, sort_order=group.facilitator_links.count())
    return contact


def add_meeting_contact(page: MeetingPage, **fields: Any) -> Contact:
    """Give a meeting a contact of its own and return the contact."""
    contact = ContactFactory(**fields)
    MeetingContact.objects.create(page=page, contact=contact)
    return contact


def add_programme_item(page: MeetingPage, **fields: Any) -> ProgrammeItem:
    """Put an item on a meeting's programme."""
    # In the order of their making: databases differ in where they put rows without a place.
    place = ProgrammeItem.objects.filter(page=page).count()
    return ProgrammeItem.objects.create(page=page, **{"title": "Velkomst", "sort_order": place, **fields})


def add_material(page: MeetingPage, **fields: Any) -> MeetingMaterial:
    """Keep something of a meeting."""
    place = MeetingMaterial.objects.filter(page=page).count()
    values = {"title": "Oplæg", "url": "https://arkiv.example/", "sort_order": place, **fields}
    return MeetingMaterial.objects.create(page=page, **values)


def relate(page: Any, *targets: Any) -> None:
    """Choose pages to be shown beside ``page``."""
    for order, target in enumerate(targets):
        RelatedPage.objects.create(page_id=page.pk, target_id=target.pk, sort_order=order)


def give_column(page: Any, panels: Iterable[dict[str, Any]] = ()) -> RightColumn:
    """Give a page a right-hand column of its own. ``panels`` is stream data: dicts with type and value."""
    return RightColumn.objects.create(page_id=page.pk, content=list(panels))


def text_panel(html: str) -> dict[str, Any]:
    """Return a panel with a text, as stream data."""
    return {"type": "text", "value": {"heading": "", "text": html}}


def every_block(page: Any) -> dict[str, Any]:
    """Return a value, as stream data, for each kind of block of a body; links lead to ``page``."""
    link = {"page": page.pk, "url": ""}
    return {
        "paragraph": "<p>Et <b>afsnit</b>.</p>",
        "heading": {"text": "En overskrift", "level": "h2"},
        "quote": {"text": "Det var godt.", "person": "Bo", "title": "Arkitekt", "organisation": "Køge"},
        "picture": {"image": ImageFactory().pk, "alt": "En sal", "caption": "Salen", "credit": "Foto: Ea"},
        "video": {
            "url": "https://video.example/1",
            "title": "Filmen",
            "poster": ImageFactory().pk,
            "transcript": "<p>Der tales.</p>",
        },
        "documents": {"heading": "Oplæg", "documents": [{"document": DocumentFactory().pk, "title": "Første oplæg"}]},
        "fact_box": {"heading": "Fakta", "text": "<p>74 af 98.</p>"},
        "table": {
            "caption": "Møder",
            "table": {
                "columns": [{"type": "text", "heading": "By"}, {"type": "number", "heading": "Antal"}],
                "rows": [{"values": ["Køge", "12"]}],
            },
        },
        "call_to_action": {"heading": "Vær med", "text": "Meld jer til.", "label": "Tilmeld", **link},
        "link_cards": {"heading": "Mere", "cards": [{"title": "Et kort", "text": "Læs", **link}]},
        "collection": {"collection": CollectionFactory(heading="Seneste").pk},
        "coverage": {"text": "Alle kan være med."},
        "cookies": None,
    }


def every_panel(page: Any) -> dict[str, Any]:
    """Return a value, as stream data, for each kind of panel of the right-hand column; links lead to ``page``."""
    return {
        "next_meetings": {"heading": "", "scope": "round", "number": 5},
        "subscribe": {"heading": ""},
        "contact": {"heading": "", "contacts": [ContactFactory(picture=ImageFactory()).pk]},
        "join": {"heading": "", "text": "Kom med"},
        "links": {"heading": "", "links": [{"label": "Et link", "page": page.pk, "url": ""}]},
        "text": {"heading": "", "text": "<p>En kort tekst.</p>"},
        "collection": {"collection": CollectionFactory(kind="meetings", heading="Møderne").pk},
        "opening_hours": {"heading": "", "opens": "09:00:00", "closes": "15:00:00"},
    }


def stream(values: dict[str, Any]) -> list[dict[str, Any]]:
    """Return stream data of one block of each kind."""
    return [{"type": kind, "value": value} for kind, value in values.items()]


def publish(page: Any) -> Any:
    """Publish a page as it is in hand, the way the editor does, and return it as it is afterwards."""
    page.save_revision().publish()
    return fresh(page)


def fresh(thing: Any) -> Any:
    """Return a model's instance as the database has it."""
    return type(thing).objects.get(pk=thing.pk)


# ── The tree ─────────────────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class Network:
    """A site whose root is a network's front page, with its three overviews."""

    site: Site
    home: HomePage
    news_index: NewsIndexPage
    group_index: GroupIndexPage
    meeting_index: MeetingIndexPage

    def fresh(self) -> "Network":
        """Return the same network, read from the database."""
        pages = {name: fresh(getattr(self, name)) for name in ("home", "news_index", "group_index", "meeting_index")}
        return Network(site=Site.objects.select_related("root_page").get(pk=self.site.pk), **pages)


def make_network() -> Network:
    """Plant the tree of a network and make it the default site."""
    site = Site.objects.select_related("root_page").get(is_default_site=True)
    home = HomePageFactory(parent=Page.get_first_root_node(), slug="netvaerket")
    site.root_page, site.hostname = home, "host.example"
    site.save()
    return Network(
        site=site,
        home=home,
        news_index=NewsIndexPageFactory(parent=home, slug="nyheder"),
        group_index=GroupIndexPageFactory(parent=home, slug="netvaerksgrupper"),
        meeting_index=MeetingIndexPageFactory(parent=home, slug="moeder"),
    )
