"""What must not be copied: the same meeting a second time."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from wagtail.admin import messages

from kitnet_events.models import MeetingPage


def refuse_second_meeting(request: HttpRequest, page: Any) -> HttpResponse | None:
    """Refuse, in words, an alias of a meeting and a copy that is to be published at once.

    An alias would be the same meeting in two places. A copy has no date yet, so there is nothing to publish.
    """
    if request.method != "POST":
        return None
    reason = ""
    copied = MeetingPage.objects.descendant_of(page, inclusive=True)
    if not request.POST.get("copy_subpages"):
        copied = copied.filter(pk=page.pk)
    if request.POST.get("alias") and copied.exists():
        reason = gettext(
            "A meeting stands in one place only, so it can have no alias. Make a copy without the tick at "
            '"Alias": it becomes a new meeting, for which you choose a date.'
        )
    elif request.POST.get("publish_copies") and copied.live().exists():
        reason = gettext(
            "The copy of a meeting has no date yet, so it cannot be published at once. Copy without that tick, give "
            "the copy a date, and publish it."
        )
    if not reason:
        return None
    messages.error(request, reason)
    return redirect("wagtailadmin_pages:copy", page.pk)
