"""The demo, loaded once a module, in a browser."""

from collections.abc import Iterator

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import transaction
from wagtail.models import Site

from cms_site import demo
from cms_site.demo.building import media, members
from tests.face import site as sites


@pytest.fixture(scope="module")
def demo_site(django_db_setup, django_db_blocker) -> Iterator[Site]:
    """Load the demo as the reference site, with plain pictures."""
    patch = pytest.MonkeyPatch()
    patch.setattr(media, "render", lambda picture: sites.PICTURE)
    # Each of them costs twenty queries, and no page shows more than a dozen.
    patch.setattr(members, "MEMBERS", 16)
    patch.setattr(staticfiles_storage, "has_bundled_styles", True, raising=False)
    with django_db_blocker.unblock(), transaction.atomic(), patch.context(), sites.reference_site():
        demo.load()
        site = Site.objects.get(is_default_site=True)
        site.hostname, site.port = "kitnet.example", 80
        site.save()
        yield site
        transaction.set_rollback(True)
    patch.undo()


@pytest.fixture(scope="module")
def visitor(browser, demo_site) -> Iterator:
    """Open a tab for all tests of a module. What it asks for elsewhere stands in ``elsewhere``.

    What is laid into ``answers``, by its address, it is shown once in place of what the site would answer.
    """
    # Without motion: a colour that is still changing would be measured.
    context = browser.new_context(
        locale="da-DK", timezone_id="Europe/Copenhagen", bypass_csp=True, reduced_motion="reduce"
    )
    page = context.new_page()
    page.answers = {}
    page.elsewhere = sites.connect(context, page.answers)
    yield page
    context.close()
