"""The map of the coverage in a real browser: names appear where one points or stands, small screens get a picture."""

import pytest

from kitnet_pages.domain.municipalities import load_municipalities
from kitnet_pages.models import Membership, Municipality, NetworkSettings
from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def address(live_server):
    network = factories.make_network()
    network.site.hostname, network.site.port = "localhost", 80
    network.site.save()
    for title in ("Hovedstaden", "Sjælland", "Syddanmark", "Midt-Nord"):
        factories.GroupPageFactory(parent=network.group_index, title=title, slug=title.lower().replace("æ", "ae"))
    load_municipalities()
    Membership.objects.bulk_create(
        Membership(municipality=one, first_day="2016-09-01") for one in Municipality.objects.exclude(name="Læsø")
    )
    join = factories.StandardPageFactory(parent=factories.fresh(network.home), slug="kom-med")
    NetworkSettings.objects.create(site=network.site, join_page=join)
    factories.CoveragePageFactory(parent=factories.fresh(network.home), slug="daekning")
    return f"{live_server.url}/daekning/"


def is_seen(label):
    """Say whether a name is painted: it is there all the time, as its link's name."""
    return label.evaluate("it => getComputedStyle(it).fill") != "rgba(0, 0, 0, 0)"


def test_map_names_what_one_points_at_and_where_one_stands(address, page):
    page.set_viewport_size({"width": 1280, "height": 1400})
    page.goto(address)
    koege = page.locator(".kn-cover__spots a", has_text="Køge")
    label = koege.locator("text")
    assert not is_seen(label)
    koege.locator("path").hover()
    assert is_seen(label)
    page.mouse.move(1, 1)
    assert not is_seen(label)
    # Focus by keyboard, as :focus-visible wants it.
    page.locator(".kn-cover__skip").focus()
    page.keyboard.press("Tab")
    first = page.locator(".kn-cover__spots a").first
    assert first.evaluate("it => it === document.activeElement")
    assert is_seen(first.locator("text"))
    # On a group's page its own municipalities lead nowhere, and have a name all the same.
    page.goto(address.replace("daekning", "netvaerksgrupper/sjaelland"))
    page.keyboard.press("Tab")
    own = page.locator(".kn-cover__spots g", has_text="Køge")
    own.evaluate("it => it.focus()")
    assert is_seen(own.locator("text"))


def test_names_are_seen_one_at_a_time_in_forced_colours(address, page):
    page.emulate_media(forced_colors="active")
    page.set_viewport_size({"width": 1280, "height": 1400})
    page.goto(address)
    koege = page.locator(".kn-cover__spots a", has_text="Køge")
    assert not is_seen(koege.locator("text"))
    koege.locator("path").hover()
    assert is_seen(koege.locator("text"))


def test_hexagons_stand_24_pixels_apart_or_are_a_picture(address, page):
    page.goto(address)
    for width in (360, 479, 480, 768, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        spots = page.locator(".kn-cover__spots")
        assert spots.is_visible() is (width >= 480), width
        if width >= 480:
            middles = page.evaluate(
                """() => [...document.querySelectorAll('.kn-cover__spots path')].map(path => {
                  const box = path.getBoundingClientRect();
                  return [box.x + box.width / 2, box.y + box.height / 2];
                })"""
            )
            nearest = min(
                ((x - a) ** 2 + (y - b) ** 2) ** 0.5 for n, (x, y) in enumerate(middles) for a, b in middles[n + 1 :]
            )
            assert nearest >= 24, width
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_links_of_the_list_are_targets_of_24_pixels_on_a_small_screen(address, page):
    page.set_viewport_size({"width": 360, "height": 900})
    page.goto(address)
    heights = page.evaluate(
        """() => [...document.querySelectorAll('.kn-cover__outside a, .kn-cover__table a')]
          .map(link => link.getBoundingClientRect().height).filter(height => height)"""
    )
    # One in the list, one and the columns' in the table.
    assert len(heights) >= 5
    assert min(heights) >= 24
