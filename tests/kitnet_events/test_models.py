"""What may be written of a meeting, and what its row says of it."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from kitnet_events.enums import MeetingStatus
from kitnet_events.models import Meeting, MeetingMaterial, MeetingPage, ProgrammeItem
from tests import factories

DAY = date(2026, 11, 9)


def errors(**fields) -> dict[str, list[str]]:
    """Return what is said of a meeting's page with these times, by field."""
    page = MeetingPage(title="Møde", slug="moede", **{"start_date": DAY, **fields})
    try:
        page.clean()
    except ValidationError as error:
        return {field: [str(message) for message in messages] for field, messages in error.message_dict.items()}
    return {}


@pytest.mark.parametrize(
    "times",
    [
        {},
        {"start_time": time(9, 30), "end_time": time(15)},
        {"start_time": time(9), "end_time": time(9, 1)},
        {"end_date": DAY + timedelta(days=2)},
        {"start_time": time(12), "end_time": time(10), "end_date": DAY + timedelta(days=1)},
        {"start_date": None},
        {"start_date": date(2026, 10, 25), "start_time": time(2, 30), "end_time": time(2, 45)},
        {"start_date": date(2026, 3, 29), "start_time": time(1), "end_time": time(3)},
    ],
    ids=str,
)
def test_meeting_may_have_these_times(times):
    assert errors(**times) == {}


@pytest.mark.parametrize(
    ("times", "field"),
    [
        ({"start_time": time(15), "end_time": time(9)}, "end_time"),
        ({"start_time": time(9), "end_time": time(9)}, "end_time"),
        ({"start_time": time(9)}, "end_time"),
        ({"end_time": time(9)}, "start_time"),
        ({"start_date": None, "end_time": time(9)}, "start_time"),
        ({"end_date": DAY - timedelta(days=1)}, "end_date"),
        ({"start_time": time(9), "end_time": time(10), "end_date": DAY - timedelta(days=1)}, "end_date"),
        ({"start_date": date(2026, 3, 29), "start_time": time(2, 30), "end_time": time(4)}, "start_time"),
        ({"start_date": date(2026, 3, 29), "start_time": time(1), "end_time": time(2, 30)}, "end_time"),
        (
            {
                "start_date": date(2026, 3, 28),
                "end_date": date(2026, 3, 29),
                "start_time": time(2, 30),
                "end_time": time(2, 30),
            },
            "end_time",
        ),
        ({"start_date": date(216, 11, 9)}, "start_date"),
        ({"start_date": date.max}, "start_date"),
        ({"start_date": date.min, "start_time": time(0), "end_time": time(1)}, "start_date"),
        ({"end_date": date.max, "start_time": time(0), "end_time": time(1)}, "end_date"),
    ],
    ids=str,
)
def test_meeting_may_not_have_these_times(times, field):
    found = errors(**times)
    assert list(found) == [field]
    assert all(found[field])


def test_published_meeting_needs_a_date(planted):
    page = factories.MeetingPageFactory(parent=planted.meeting_index, start_date=None, live=False)
    with pytest.raises(ValidationError) as refusal:
        page.save_revision().publish()
    assert list(refusal.value.message_dict) == ["start_date"]
    assert not factories.fresh(page).live


def test_draft_needs_no_date(planted):
    page = factories.MeetingPageFactory(parent=planted.meeting_index, start_date=None, live=False)
    assert page.when is None
    assert not Meeting.objects.get(page=page).published


# ── What the row says ────────────────────────────────────────────────────────────────────────────────────────────
def test_meeting_with_a_date_alone_is_announced(planted):
    meeting = factories.make_meeting(planted.meeting_index, start_date=DAY, **factories.announced())
    assert meeting.status == MeetingStatus.ANNOUNCED
    assert meeting.when.date_only
    assert (meeting.when.first_day, meeting.when.last_day) == (DAY, DAY)


def test_meeting_with_times_is_planned(planted):
    meeting = factories.make_meeting(planted.meeting_index, start_date=DAY)
    assert meeting.status == MeetingStatus.PLANNED
    assert meeting.starts_at == datetime(2026, 11, 9, 8, 30, tzinfo=UTC)
    assert meeting.ends_at == datetime(2026, 11, 9, 14, 0, tzinfo=UTC)


def test_meeting_in_the_hour_that_comes_twice_is_not_moved_by_publishing_it_again(planted):
    page = factories.MeetingPageFactory(
        parent=planted.meeting_index, start_date=date(2199, 10, 27), start_time=time(2, 15), end_time=time(2, 45)
    )
    before = Meeting.objects.get(page=page)
    factories.publish(page)
    after = Meeting.objects.get(page=page)
    assert after.moved_from is None
    assert (after.sequence, after.changed_at) == (before.sequence, before.changed_at)


def test_database_refuses_a_meeting_that_ends_before_it_starts(planted):
    meeting = factories.make_meeting(planted.meeting_index)
    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.filter(pk=meeting.pk).update(ends_at=meeting.starts_at)


NOW = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({}, "planned"),
        ({"status": MeetingStatus.ANNOUNCED}, "announced"),
        ({"moved_from_start": NOW, "moved_from_end": NOW + timedelta(hours=1)}, "moved"),
        ({"status": MeetingStatus.CANCELLED}, "cancelled"),
        ({"status": MeetingStatus.CANCELLED, "past": True}, "cancelled"),
        ({"past": True, "moved_from_start": NOW}, "past"),
        ({"past": True}, "past"),
    ],
    ids=str,
)
def test_state_is_one_word(fields, state):
    start = datetime.now(UTC) + timedelta(days=-5 if fields.pop("past", False) else 5)
    meeting = Meeting(
        starts_at=start, ends_at=start + timedelta(hours=2), **{"status": MeetingStatus.PLANNED, **fields}
    )
    assert meeting.state == state


def test_meeting_is_past_from_the_moment_of_its_end(planted):
    meeting = factories.make_meeting(planted.meeting_index)
    meetings = Meeting.objects.filter(pk=meeting.pk)
    second = timedelta(seconds=1)
    assert meetings.upcoming(meeting.ends_at - second).exists()
    assert not meetings.past(meeting.ends_at - second).exists()
    assert not meetings.upcoming(meeting.ends_at).exists()
    assert meetings.past(meeting.ends_at).exists()


def test_group_sees_its_own_and_the_joint_meetings(planted):
    one, other = (factories.GroupPageFactory(parent=planted.group_index) for _ in range(2))
    own = factories.make_meeting(one)
    factories.make_meeting(other)
    joint = factories.make_meeting(planted.meeting_index)
    assert set(Meeting.objects.for_group(one.pk)) == {own, joint}
    assert joint.joint
    assert joint.group is None


# ── What belongs to a meeting ────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"start_time": time(9), "end_time": time(10)}, None),
        ({"start_time": time(9), "duration": 30}, None),
        ({"start_time": time(9)}, None),
        ({}, None),
        ({"start_time": time(9), "end_time": time(9)}, "end_time"),
        ({"start_time": time(9), "end_time": time(8)}, "end_time"),
        ({"start_time": time(9), "end_time": time(10), "duration": 60}, "duration"),
    ],
    ids=str,
)
def test_programme_item_says_once_when_it_ends(fields, field):
    item = ProgrammeItem(title="Oplæg", **fields)
    if field is None:
        item.clean()
    else:
        with pytest.raises(ValidationError) as refusal:
            item.clean()
        assert list(refusal.value.message_dict) == [field]


@pytest.mark.django_db
def test_material_is_a_document_or_an_address():
    document = factories.DocumentFactory()
    MeetingMaterial(title="Oplæg", document=document).clean()
    MeetingMaterial(title="Oplæg", url="https://arkiv.example/").clean()
    for fields in ({}, {"document": document, "url": "https://arkiv.example/"}):
        with pytest.raises(ValidationError):
            MeetingMaterial(title="Oplæg", **fields).clean()
    assert MeetingMaterial(document=document).href == document.url
    assert MeetingMaterial(url="https://arkiv.example/").href == "https://arkiv.example/"


# ── Whom to ask ──────────────────────────────────────────────────────────────────────────────────────────────────
def test_meetings_own_contacts_come_before_its_groups_facilitators(planted):
    group = factories.GroupPageFactory(parent=planted.group_index)
    facilitator = factories.add_facilitator(group)
    page = factories.MeetingPageFactory(parent=group)
    assert page.get_contacts() == [facilitator]
    contact = factories.add_meeting_contact(page)
    assert factories.fresh(page).get_contacts() == [contact]


def test_joint_meeting_without_contacts_has_nobody_to_ask(planted):
    page = factories.MeetingPageFactory(parent=planted.meeting_index)
    assert page.get_contacts() == []
    assert page.get_group() is None


# ── Copies ───────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def original(planted):
    page = factories.MeetingPageFactory(
        parent=planted.meeting_index,
        slug="moede",
        start_date=DAY,
        end_date=DAY + timedelta(days=1),
        venue="Rådhuset",
        minutes="<p>Vi mødtes.</p>",
        topics=[factories.TopicFactory()],
    )
    factories.add_programme_item(page)
    factories.add_material(page)
    return factories.publish(factories.fresh(page))


def assert_is_a_fresh_meeting(copy, original):
    """Check the row, and what the editor opens: the latest revision."""
    for page in (copy, copy.get_latest_revision_as_object()):
        assert (page.start_date, page.start_time, page.end_date, page.end_time) == (None, None, None, None)
        assert page.minutes == ""
        assert list(page.materials.all()) == []
        assert page.venue == "Rådhuset"
        assert [item.title for item in page.programme_items.all()] == ["Velkomst"]
        assert list(page.topics.all()) == list(original.topics.all())
    assert not copy.live
    meeting = Meeting.objects.get(page=copy)
    assert meeting.uid != original.meeting.uid
    assert (meeting.published, meeting.starts_at, meeting.sequence, meeting.vevent) == (False, None, 0, "")
    assert meeting.first_published_at is None


@pytest.mark.parametrize("keep_live", [True, False])
def test_copy_gets_a_new_identity_and_no_dates(original, keep_live):
    copy = original.copy(update_attrs={"slug": "kopi", "title": "Kopi"}, keep_live=keep_live)
    assert_is_a_fresh_meeting(factories.fresh(copy), original)


def test_copy_made_with_its_group_gets_a_new_identity_and_no_dates(planted):
    group = factories.GroupPageFactory(parent=planted.group_index, slug="sjaelland")
    page = factories.MeetingPageFactory(parent=group, venue="Rådhuset")
    factories.add_programme_item(page)
    factories.publish(factories.fresh(page))
    group.copy(recursive=True, update_attrs={"slug": "fyn", "title": "Fyn"}, keep_live=True)
    copy = MeetingPage.objects.exclude(pk=page.pk).get()
    assert_is_a_fresh_meeting(copy, factories.fresh(page))


def test_copy_made_in_the_admin_gets_a_new_identity_and_no_dates(original, planted, client):
    client.force_login(factories.make_administrator())
    answer = client.post(
        f"/admin/pages/{original.pk}/copy/",
        {
            "new_title": "Kopi",
            "new_slug": "kopi",
            "new_parent_page": str(planted.meeting_index.pk),
            "copy_subpages": "",
            "publish_copies": "",
            "alias": "",
        },
    )
    assert answer.status_code == 302
    assert_is_a_fresh_meeting(MeetingPage.objects.get(slug="kopi"), original)
