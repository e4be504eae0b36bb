"""Municipalities and coverage as JSON."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from kitnet_pages.dates import day_of_address
from kitnet_pages.domain.coverage_data import coverage_data, municipalities_data

MAX_AGE = 300


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
    day = today if asked is None else day_of_address(asked)
    if day is None or day > today:
        data = {"error": "day is a date up to today, written as 2016-10-24."}
        response = JsonResponse(data, status=400)
    else:
        response = JsonResponse(read(request, day), json_dumps_params={"ensure_ascii": False})
    # It is public: pages of other sites may read it, too.
    response["Access-Control-Allow-Origin"] = "*"
    return response
