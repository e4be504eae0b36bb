"""Meetings, rounds and what belongs to them."""

from datetime import date, time, timedelta
from typing import Any

import factory
from django.utils import timezone

from kitnet_events.models import (
    Meeting,
    MeetingContact,
    MeetingIndexPage,
    MeetingMaterial,
    MeetingPage,
    ProgrammeItem,
    RoundPage,
)
from kitnet_pages.models import Contact

from .pages import PageFactory
from .people import ContactFactory


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


def in_days(number: int) -> date:
    """Return the local day ``number`` days from today; a negative number looks back."""
    return timezone.localdate() + timedelta(days=number)


def make_meeting(parent: Any, **fields: Any) -> Meeting:
    """Make a meeting's page below ``parent`` and return the meeting."""
    return Meeting.objects.get(page=MeetingPageFactory(parent=parent, **fields))


def announced() -> dict[str, Any]:
    """Return the fields of a meeting of which only the date is known."""
    return {"start_time": None, "end_time": None}


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
