"""Whatever an editor types comes back from a feed as it was typed, and makes no line of its own."""

import re

import icalendar
import pytest
from hypothesis import HealthCheck, example, given, settings
from wagtail.models import Site

from kitnet_events.domain.ledger import reconcile_meetings
from kitnet_events.enums import MeetingStatus
from kitnet_events.models import Meeting, MeetingPage
from kitnet_pages.models import NetworkSettings
from tests import factories
from tests.kitnet_events import calendars
from tests.kitnet_events.domain.test_ical import TEXT, TYPED_LINE, TYPED_TEXT
from tests.kitnet_events.told import body

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=TYPED_LINE, venue=TYPED_LINE, address=TYPED_LINE, lead=TYPED_TEXT, speaker=TYPED_LINE)
@example(title="\\N ; , \\n", venue="a\\", address=",", lead="a  b\n\n\n &nbsp; <p>", speaker="BEGIN:VEVENT")
def test_typed_text_comes_back_from_the_feed(client, group, title, venue, address, lead, speaker):
    title, venue, address, speaker = title[:200] or "x", venue[:150], address[:250], speaker[:100]
    MeetingPage.objects.all().delete()
    Meeting.objects.all().delete()
    page = factories.MeetingPageFactory(
        parent=group, slug="m", title=title.strip(), venue=venue.strip(), address=address.strip(), lead=lead
    )
    factories.add_programme_item(page, title="Oplæg", speaker=speaker.strip())
    factories.publish(MeetingPage.objects.get(pk=page.pk))
    response = client.get("/kalender/all.ics")
    place = ", ".join(part for part in (venue.strip(), address.strip()) if part)
    (event,) = calendars.parse(response.content).events
    assert event["SUMMARY"].text == title.strip()
    assert (event["LOCATION"].text if "LOCATION" in event else "") == place
    assert lead in event["DESCRIPTION"].text
    assert speaker.strip() in event["DESCRIPTION"].text
    (event,) = icalendar.Calendar.from_ical(response.content).events
    assert event["SUMMARY"] == title.strip()
    assert event.get("LOCATION", "") == place
    assert lead in event["DESCRIPTION"]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXT)
@example(text='"><script>alert(1)</script>\r\nATTENDEE:mailto:x@x.example')
def test_nothing_that_anybody_types_anywhere_makes_a_line_of_its_own(client, group, text):
    # PostgreSQL stores no NUL, and nothing stores half a character.
    text = re.sub("[\x00\ud800-\udfff]", "", text)[:70]
    MeetingPage.objects.all().delete()
    Meeting.objects.all().delete()
    group.refresh_from_db()
    group.title = f"g{text}"
    group.save(clean=False)
    NetworkSettings.objects.update_or_create(
        site=Site.objects.get(), defaults={"name": text, "role_mailbox": "a@b.example"}
    )
    topic = factories.TopicFactory(name=f"t{text}")
    host = factories.MunicipalityFactory(name=f"h{text}")
    page = factories.MeetingPageFactory(
        parent=group,
        slug="m",
        title=f"x{text}",
        lead=text,
        host=host,
        body=body(
            ("paragraph", text),
            ("heading", {"text": text, "level": "h2"}),
            ("quote", {"text": text, "person": text, "title": text, "organisation": text}),
            ("fact_box", {"heading": text, "text": text}),
        ),
    )
    page.topics = [topic]
    factories.add_programme_item(page, title=f"p{text}", speaker=text, speaker_title=text)
    factories.publish(page)
    Meeting.objects.update(status=MeetingStatus.CANCELLED, cancellation_reason=text)
    reconcile_meetings(Meeting.objects.values_list("pk", flat=True))
    for path in ("all", "group/sjaelland", f"topic/{topic.slug}", f"meeting/{page.meeting.uid}"):
        calendar = calendars.read(client, f"/kalender/{path}.ics")
        assert len(calendar.events) == 1
    page.delete()
    topic.delete()
    host.delete()
