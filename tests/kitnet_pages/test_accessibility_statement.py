"""The way to the accessibility statement, and the yearly reminder of it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kitnet_pages.admin.accessibility import is_due
from kitnet_pages.models import NetworkSettings
from tests import roles

ADDRESS = "https://www.was.digst.example/kitnet"


@pytest.fixture
def settings_of_site(planted):
    network = NetworkSettings.for_site(planted.site)
    network.accessibility_statement_url = ADDRESS
    network.save()
    return network


@pytest.mark.parametrize("path", ["/was", "/was/"])
def test_was_leads_to_the_official_statement(settings_of_site, client, path):
    answer = client.get(path)
    assert (answer.status_code, answer["Location"]) == (302, ADDRESS)


def test_was_is_not_found_without_a_statement(planted, client):
    assert client.get("/was").status_code == 404


@pytest.mark.parametrize(("days", "due"), [(None, True), (0, False), (364, False), (365, True), (1000, True)])
def test_statement_is_due_a_year_after_it_was_looked_over(days, due):
    seen = None if days is None else timezone.localdate() - timedelta(days=days)
    assert is_due(NetworkSettings(accessibility_statement_url=ADDRESS, accessibility_checked_on=seen)) is due


def test_missing_statement_is_due():
    assert is_due(NetworkSettings(accessibility_checked_on=timezone.localdate()))


def test_dashboard_reminds_those_who_can_change_it_until_they_have(settings_of_site):
    client = roles.administrator()
    marker = f"/admin/settings/kitnet_pages/networksettings/{settings_of_site.site_id}/"
    assert marker in client.get("/admin/").content.decode()
    settings_of_site.accessibility_checked_on = timezone.localdate()
    settings_of_site.save()
    assert marker not in client.get("/admin/").content.decode()


def test_dashboard_of_others_does_not_remind(settings_of_site):
    assert "networksettings" not in roles.writer().get("/admin/").content.decode()
