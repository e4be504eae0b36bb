"""The style sheets of every page: one by one from the source, in one file on a site that has collected them."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.template.loader import render_to_string

from kitnet_pages import stylesheets


class Collected(stylesheets.BundledStylesMixin, ManifestStaticFilesStorage):
    """What a site keeps its collected files in."""


@pytest.fixture
def storage(settings, tmp_path) -> Collected:
    """Let the site keep its files in a folder, in which every style sheet lies."""
    options = {"location": str(tmp_path), "base_url": "/static/"}
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": f"{__name__}.{Collected.__name__}", "OPTIONS": options}
    }
    storage = Collected(**options)
    for name in stylesheets.names():
        storage.save(name, ContentFile(Path(finders.find(name)).read_bytes()))
    return storage


def collect(storage, names=None) -> str:
    """Do what ``collectstatic`` does at its end; return the one style sheet."""
    list(storage.post_process({name: (storage, name) for name in names or stylesheets.names()}))
    return storage.open(stylesheets.BUNDLE).read().decode()


def links() -> list[str]:
    html = render_to_string("kitnet_pages/components/stylesheets.html")
    return re.findall(r'<link rel="stylesheet" href="([^"]+)">', html)


def test_page_links_each_style_sheet_where_none_are_collected():
    assert links() == [f"/static/{name}" for name in stylesheets.names()]
    assert stylesheets.names()[0] == "kitnet_pages/css/tokens.css"
    assert "kitnet_events/css/meetings.css" in stylesheets.names()


def test_site_that_has_collected_them_links_one_with_all_rules_in_their_order(storage):
    css = collect(storage)
    (address,) = links()
    assert re.fullmatch(r"/static/kitnet_pages/css/all\.[0-9a-f]{12}\.css", address)
    assert (Path(storage.location) / address.removeprefix("/static/")).read_text() == css
    parts = [Path(finders.find(name)).read_text() for name in stylesheets.names()]
    written = "".join(re.sub(r"(?s)/\*.*?\*/", "", part) for part in parts)
    assert css.split() == written.split()
    assert "/*" not in css
    assert len(css) < len("".join(parts)) * 0.9


def test_tokens_of_a_host_are_in_the_one_style_sheet(storage):
    storage.delete("kitnet_pages/css/tokens.css")
    storage.save("kitnet_pages/css/tokens.css", ContentFile(b":root { --kn-strong: #7a1f3d; }"))
    assert collect(storage).startswith(":root { --kn-strong: #7a1f3d; }\n")


def test_collecting_again_takes_what_is_new(storage):
    before = collect(storage)
    storage.delete("kitnet_events/css/meetings.css")
    storage.save("kitnet_events/css/meetings.css", ContentFile(b".kn-new { color: red; }"))
    after = collect(storage)
    assert after != before
    assert after.endswith(".kn-new { color: red; }")


def test_style_sheet_that_is_missing_or_leads_elsewhere_is_named(storage):
    with pytest.raises(ImproperlyConfigured, match=r"tokens\.css is not among"):
        collect(storage, names=["kitnet_pages/css/base.css"])
    storage.delete("kitnet_events/css/meetings.css")
    storage.save("kitnet_events/css/meetings.css", ContentFile(b".kn { background: url(picture.png); }"))
    with pytest.raises(ImproperlyConfigured, match=r"meetings\.css names a file relative to itself"):
        collect(storage)
