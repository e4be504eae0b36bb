"""A participant's own calendar: what they signed up to, with their state and place in the title."""

from dataclasses import replace

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from kitnet_events.enums import SignUpState
from kitnet_events.models import MeetingPage, Participant, SignUp

from . import ical
from .entries import window_start
from .facts import Surroundings, event_facts
from .plaintext import clean_line
from .seats import waiting_places


def personal_components(person: Participant) -> list[str]:
    """Return the components of a person's meetings.

    A sign-up that was cancelled leaves a cancelled meeting behind, as long as it lies ahead.
    """
    sign_ups = (
        SignUp.objects.filter(participant=person, proved_at__isnull=False, meeting__ends_at__gt=window_start())
        .exclude(meeting__first_published_at=None)
        .select_related("meeting__group", "meeting__host")
        .order_by("meeting__starts_at", "meeting__uid")
    )
    mine = list(sign_ups)
    pages = MeetingPage.objects.filter(pk__in=[each.meeting.page_id for each in mine if each.meeting.published])
    by_pk = pages.prefetch_related("programme_items").in_bulk()
    surroundings = Surroundings.read()
    places = waiting_places(mine)
    with translation.override(settings.LANGUAGE_CODE):
        return [_component(each, by_pk.get(each.meeting.page_id), surroundings, places.get(each.pk)) for each in mine]


def personal_header() -> str:
    """Return what stands before a person's meetings."""
    return ical.FILE_HEADER


def _component(mine: SignUp, page: MeetingPage | None, surroundings: Surroundings, place: int | None) -> str:
    meeting = mine.meeting
    facts = event_facts(meeting, page, surroundings)
    label = _label(mine, place)
    title = f"{label}: {clean_line(meeting.title)}" if label and facts.status != ical.CANCELLED else facts.title
    description = facts.description
    if page and page.online_url and mine.state == SignUpState.CONFIRMED:
        description = "\n\n".join([gettext("Join online: %(url)s") % {"url": page.online_url}, description])
    status = facts.status if mine.is_living else ical.CANCELLED
    facts = replace(facts, title=title, description=description, status=status)
    at = max(meeting.changed_at, mine.cancelled_at or mine.proved_at)
    return ical.vevent(facts, sequence=meeting.sequence, changed_at=at)


def _label(mine: SignUp, place: int | None) -> str:
    if mine.state == SignUpState.WAITING:
        return gettext("Waiting list, number %(place)s") % {"place": place}
    if mine.state == SignUpState.OFFERED:
        return gettext("Seat offered")
    return "" if mine.is_living else gettext("You are not coming")
