"""Calendar feeds are answered before sessions and the like are made ready; everything else goes its way."""

import pytest
from django.test import Client

from tests import factories

FIRST = "kitnet_events.middleware.CalendarsFirstMiddleware"


def no_further(get_response):
    """Stop everything that comes this far."""

    def layer(request):
        raise AssertionError(f"{request.path} went on")

    return layer


@pytest.fixture
def meeting(planted):
    group = factories.GroupPageFactory(parent=planted.group_index, slug="sjaelland")
    return factories.make_meeting(group)


@pytest.mark.parametrize("path", ["all.ics", "group/sjaelland.ics", "all.ics?x=1", "group/ukendt.ics", "x/y.ics"])
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
def test_feed_is_the_same_and_goes_no_further(meeting, settings, path, method):
    usual = Client(enforce_csrf_checks=True).generic(method, f"/kalender/{path}")
    settings.MIDDLEWARE = [FIRST, f"{__name__}.no_further"]
    answer = Client().generic(method, f"/kalender/{path}")
    assert (answer.status_code, answer.content) == (usual.status_code, usual.content)
    others = {"X-Frame-Options", "X-Content-Type-Options", "Cross-Origin-Opener-Policy", "Referrer-Policy"}
    assert {*answer.headers.items()} <= {*usual.headers.items()}
    assert {*usual.headers} - {*answer.headers} <= others | {"Content-Length"}


@pytest.mark.parametrize("path", ["/", "/kalender/", "/kalender/meeting/{uid}.ics", "/kalender/.ics", "/x/all.ics"])
def test_everything_else_goes_on(meeting, settings, path):
    settings.MIDDLEWARE = [FIRST, f"{__name__}.no_further"]
    with pytest.raises(AssertionError, match="went on"):
        Client().get(path.format(uid=meeting.uid))
