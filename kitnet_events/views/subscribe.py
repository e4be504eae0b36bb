"""Subscribing to a calendar, explained to people."""

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from kitnet_events.domain.qr_code import qr_svg
from kitnet_events.domain.subscriptions import (
    PROGRAMS,
    NoSuchCalendarError,
    site_root,
    subscription_by_key,
    subscription_choices,
)


@require_safe
def subscribe(request: HttpRequest) -> HttpResponse:
    """Show how to subscribe: ``?kalender=`` chooses the meetings, ``?program=`` opens one program's explanation."""
    try:
        chosen = subscription_by_key(request.GET.get("kalender", ""), request)
    except NoSuchCalendarError as error:
        raise Http404 from error
    choices = subscription_choices(request)
    if chosen.key not in {one.key for one in choices}:
        choices.append(chosen)
    program = request.GET.get("program", "")
    context = {
        "chosen": chosen,
        "choices": choices,
        "program": program if program in PROGRAMS else "",
        "qr_code": mark_safe(qr_svg(site_root(request) + chosen.page_path)),  # noqa: S308 - made of an address of ours
    }
    return TemplateResponse(request, "kitnet_events/subscribe.html", context)
