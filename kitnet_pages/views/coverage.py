"""Municipalities and coverage as JSON."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from kitnet_pages.domain.coverage_data import coverage_data, municipalities_data

MAX_AGE = 300
_DAY_LENGTH = len("2016-10-24")


@conditional_page
@cache_control(public=True, max_age=MAX_AGE)
@require_safe
def municipalities(request: HttpRequest) -> HttpResponse:
    """Answer with all municipalities; ``?day=2016-10-24`` asks how it was then."""
    return _answer(request, municipalities_data)


@conditional_page
@cache_control(public=True, max_age=MAX_AGE)
@require_safe
def coverage(request: HttpRequest) -> HttpResponse:
    """Answer with the coverage in numbers; ``?day=2016-10-24`` asks how it was then."""
    return _answer(request, coverage_data)


def _answer(request: HttpRequest, read: Callable[[HttpRequest, date], dict[str, Any]]) -> HttpResponse:
    today = timezone.localdate()
    asked = request.GET.get("day")
    try:
        day = today if asked is None else _day(asked, today)
    except ValueError:
        data = {"error": "day is a date up to today, written as 2016-10-24."}
        response = JsonResponse(data, status=400)
    else:
        response = JsonResponse(read(request, day), json_dumps_params={"ensure_ascii": False})
    # It is public: pages of other sites may read it, too.
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _day(asked: str, today: date) -> date:
    """Return the day asked for. Raises ValueError on anything but an ISO date up to today."""
    if len(asked) != _DAY_LENGTH or not asked.isascii():
        raise ValueError(asked)
    day = date.fromisoformat(asked)
    if day > today:
        raise ValueError(asked)
    return day
