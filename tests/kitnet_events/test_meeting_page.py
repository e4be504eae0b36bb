"""A meeting's page as a visitor sees it."""

from datetime import date, time

import pytest
from django.utils import translation
from django.utils.timezone import override as in_zone

from kitnet_events.models import Meeting
from kitnet_pages.enums import MapService
from kitnet_pages.models import NetworkSettings
from tests import factories


@pytest.fixture(scope="module")
def planted_group(tree):
    return factories.GroupPageFactory(parent=tree.group_index, title="Sjælland", slug="sjaelland")


@pytest.fixture
def group(planted_group, planted):
    return factories.fresh(planted_group)


def seen(client, page) -> str:
    """Return the page as a visitor gets it."""
    answer = client.get(page.get_url())
    assert answer.status_code == 200
    return answer.content.decode()


def test_page_says_when_and_where_in_danish(group, client):
    host = factories.MunicipalityFactory(name="Næstved")
    page = factories.MeetingPageFactory(
        parent=group,
        start_date=date(2016, 11, 9),
        start_time=time(9, 30),
        end_time=time(15),
        venue="Næstved Rådhus",
        address="Rådmandshaven 20, 4700 Næstved",
        host=host,
    )
    with translation.override("da"):
        html = seen(client, page)
    assert "9. november 2016" in html
    assert "9.30" in html
    assert "15.00" in html
    for text in ("Næstved Rådhus", "Rådmandshaven 20, 4700 Næstved", "Sjælland"):
        assert text in html


def test_times_are_danish_whatever_zone_the_server_shows(group, client):
    page = factories.MeetingPageFactory(parent=group, start_date=date(2016, 7, 1), start_time=time(9, 30))
    with in_zone("America/New_York"):
        assert "9.30" in seen(client, page)


def test_address_leads_to_the_hosts_choice_of_map(group, client, planted):
    settings = NetworkSettings.for_site(planted.site)
    page = factories.MeetingPageFactory(parent=group, address="Torvet 1 & 2, 4700 Næstved")
    settings.map_service = MapService.OPENSTREETMAP
    settings.save()
    assert "openstreetmap.org/search?query=Torvet%201%20%26%202%2C%204700%20N%C3%A6stved" in seen(client, page)
    settings.map_service = MapService.GOOGLE
    settings.save()
    assert "google.com/maps" in seen(client, page)
    settings.map_service = MapService.NONE
    settings.save()
    html = seen(client, page)
    assert "openstreetmap" not in html
    assert "google.com/maps" not in html


def test_online_link_and_editors_note_are_never_shown(group, client):
    page = factories.MeetingPageFactory(
        parent=group, online_url="https://video.example/hemmeligt-rum", internal_note="Husk kaffe-nøglen"
    )
    html = seen(client, page)
    assert "hemmeligt-rum" not in html
    assert "Husk kaffe" not in html


def test_meeting_of_which_only_the_date_is_known_says_that_more_follows(group, client):
    page = factories.MeetingPageFactory(parent=group, start_date=factories.in_days(90), **factories.announced())
    html = seen(client, page)
    assert 'data-state="announced"' in html
    assert "9.30" not in html


def test_moved_meeting_shows_old_and_new_date(group, client):
    page = factories.MeetingPageFactory(parent=group, start_date=date(2099, 3, 7))
    page.start_date = date(2099, 4, 21)
    factories.publish(page)
    with translation.override("da"):
        html = seen(client, page)
    assert "7.\N{NO-BREAK SPACE}marts 2099" in html
    assert "21.\N{NO-BREAK SPACE}april 2099" in html
    assert 'data-state="moved"' in html


def test_draft_of_another_date_changes_nothing_for_visitors(group, client):
    page = factories.MeetingPageFactory(parent=group, start_date=date(2099, 3, 7))
    page.start_date = date(2099, 4, 21)
    page.save_revision()
    html = seen(client, page)
    assert "april 2099" not in html
    assert "moved" not in html


def test_meeting_of_several_days_names_both(group, client):
    page = factories.MeetingPageFactory(
        parent=group, start_date=date(2099, 5, 30), end_date=date(2099, 6, 1), end_time=time(12)
    )
    with translation.override("da"):
        html = seen(client, page)
    assert "30. maj" in html
    assert "1. juni 2099" in html


def test_meeting_with_nothing_but_a_date_looks_fine(planted, client):
    page = factories.MeetingPageFactory(parent=planted.meeting_index, **factories.announced())
    html = seen(client, page)
    for absent in ("kn-programme", "kn-materials", "kn-minutes", "kn-contacts", "None", "kn-topics"):
        assert absent not in html, absent


def test_programme_shows_what_is_known_of_each_item(group, client):
    page = factories.MeetingPageFactory(parent=group)
    factories.add_programme_item(page, title="Uden tid")
    factories.add_programme_item(page, title="Kun start", start_time=time(9, 45))
    factories.add_programme_item(page, title="Med slut", start_time=time(10), end_time=time(10, 40))
    factories.add_programme_item(page, title="Med længde", start_time=time(11), duration=25)
    factories.add_programme_item(page, title="Taler uden titel", speaker="Bo Bojesen")
    factories.add_programme_item(page, title="Titel og taler", speaker="Ea Eskesen", speaker_title="It-arkitekt, Køge")
    html = seen(client, page)
    assert html.count("<li data-kind=") == 6
    for text in ("9.45", "10.40", "25", "Bo Bojesen", "Ea Eskesen", "It-arkitekt, Køge"):
        assert text in html
    assert "Bo Bojesen," not in html
    assert "None" not in html


def test_page_shows_what_was_kept_of_the_meeting(group, client):
    page = factories.MeetingPageFactory(
        parent=group, start_date=factories.in_days(-10), minutes="<p>Vi blev enige.</p>"
    )
    document = factories.DocumentFactory()
    factories.add_material(page, title="Oplæg om data", url="", document=document)
    factories.add_material(page, title="Film", url="https://video.example/film")
    html = seen(client, page)
    assert document.url in html
    assert "https://video.example/film" in html
    assert "Vi blev enige." in html


def test_page_shows_whom_to_ask(group, client):
    factories.add_facilitator(group, name="Tove Tovholder", email="tove@kommune.example")
    page = factories.MeetingPageFactory(parent=group)
    html = seen(client, page)
    assert "Tove Tovholder" in html
    assert "tove@kommune.example" in html
    factories.add_meeting_contact(page, name="Mads Mødevært")
    html = seen(client, page)
    assert "Mads Mødevært" in html
    assert "Tove Tovholder" not in html


def test_page_links_to_its_own_calendar_file(group, client):
    page = factories.MeetingPageFactory(parent=group)
    assert Meeting.objects.get(page=page).calendar_path in seen(client, page)


def test_unpublished_meeting_is_not_found(group, client):
    page = factories.MeetingPageFactory(parent=group)
    address = page.get_url()
    page.unpublish()
    assert client.get(address).status_code == 404
