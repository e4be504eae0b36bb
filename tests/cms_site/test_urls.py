"""What the reference site adds to the apps' own addresses."""

import json
import re
from pathlib import Path

from django.contrib.staticfiles import finders
from PIL import Image

from cms_site.settings import base

ICONS = "kitnet_pages"
TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


def test_robots_may_read_all_but_the_admin(settings, rf):
    settings.SERVE_MEDIA = False
    from cms_site.urls import robots  # only now are the settings there that it reads

    answer = robots(rf.get("/robots.txt"))
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /admin/",
        "Sitemap: http://testserver/sitemap.xml",
    ]


def test_calendars_come_without_a_policy_for_scripts():
    assert "/kalender/" in base.CONTENT_SECURITY_POLICY["EXCLUDE_URL_PREFIXES"]


def test_whoever_asks_for_an_icon_gets_one(settings, rf):
    settings.SERVE_MEDIA = False
    from cms_site.urls import favicon

    answer = favicon(rf.get("/favicon.ico"))
    assert answer.status_code == 302
    assert finders.find(answer["Location"].removeprefix(settings.STATIC_URL))
    assert answer["Cache-Control"] == "public, max-age=86400"


def test_icons_are_of_the_sizes_that_phones_are_told():
    manifest = Path(finders.find(f"{ICONS}/site.webmanifest"))
    told = {icon["src"]: icon["sizes"] for icon in json.loads(manifest.read_text())["icons"]}
    assert told.pop("favicon.svg") == "any"
    assert set(told.values()) == {"192x192", "512x512"}
    for name, size in told.items():
        with Image.open(manifest.parent / name) as icon:
            assert "x".join(map(str, icon.size)) == size


def test_touch_icon_covers_its_square():
    """A phone would fill what is transparent with black."""
    (name,) = re.findall(r"apple-touch-icon\" href=\"{% static '([^']+)' %}", (TEMPLATES / "base.html").read_text())
    with Image.open(finders.find(name)) as icon:
        assert (icon.size, icon.mode) == ((180, 180), "RGB")
