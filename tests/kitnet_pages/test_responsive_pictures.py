"""Pictures come in the formats and sizes that a phone wants, leave their room, and wait until they are near."""

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile

from tests import factories
from tests.planting import shared

WIDE, HIGH = 900, 600


@shared
def illustrated(network):
    file = ContentFile(factories.png(WIDE, HIGH), "bredt.png")
    image = factories.ImageFactory(file=file)
    body = factories.stream({"picture": {"image": image.pk, "alt": "En sal", "caption": "", "credit": ""}})
    network.home.hero_image = image
    network.home.save()
    return factories.NewsPageFactory(parent=network.news_index, hero_image=image, hero_alt="En bro", body=body)


def pictures(client, page) -> list:
    """Return the ``picture`` elements of a page. No picture stands outside of one."""
    soup = BeautifulSoup(client.get(page.get_url()).content, "html.parser")
    found = soup.main.select("picture")
    assert len(found) == len(soup.main.select("img")) > 1
    return found


@pytest.mark.parametrize("kind", ["article", "home"])
def test_pictures_come_in_two_formats_and_several_widths_and_leave_their_room(illustrated, network, client, kind):
    for picture in pictures(client, illustrated if kind == "article" else network.home):
        (avif,), image = picture.select("source"), picture.img
        assert avif["type"] == "image/avif"
        assert image["src"].endswith(".webp")
        for candidates, end in ((avif, ".avif"), (image, ".webp")):
            addresses, widths = zip(*(one.split() for one in candidates["srcset"].split(", ")), strict=True)
            assert all(address.endswith(end) for address in addresses)
            assert len(widths) == len(set(widths)) > 1
            assert max(int(width.rstrip("w")) for width in widths) <= WIDE
            assert candidates["sizes"].endswith("vw")
        # What lays the page out before the picture is there.
        assert int(image["width"]) / int(image["height"]) == pytest.approx(WIDE / HIGH, rel=0.01)
        assert image.has_attr("alt")


@pytest.mark.parametrize("kind", ["article", "home"])
def test_first_picture_is_fetched_at_once_and_all_others_when_they_are_near(illustrated, network, client, kind):
    first, *others = pictures(client, illustrated if kind == "article" else network.home)
    assert (first.img.get("loading"), first.img["fetchpriority"]) == (None, "high")
    assert {picture.img["loading"] for picture in others} == {"lazy"}
