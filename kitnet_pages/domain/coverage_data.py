"""Municipalities and coverage as plain data, for machines. Nothing personal is in it: no contact, no participant."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from kitnet_pages.extension_points import coverage_days

from .coverage import Coverage, Tally, growth, read_atlas


def municipalities_data(request: HttpRequest, day: date) -> dict[str, Any]:
    """Return each municipality as it was on ``day`` (local): region, group, place on the map, membership."""
    state = read_atlas().on(day)
    groups = {tally.group.pk: _group(tally, request) for tally in state.by_group if tally.group}
    return {
        "day": day.isoformat(),
        "municipalities": [
            {
                "code": place.code,
                "name": place.name,
                "region": place.region,
                "group": groups[place.group.pk] if place.group else None,
                "takes_part": place.takes_part,
                "since": place.since.isoformat() if place.since else None,
                "map": {"column": place.column, "row": place.row},
            }
            for place in state.places
        ],
    }


def coverage_data(request: HttpRequest, day: date) -> dict[str, Any]:
    """Return the coverage on ``day`` (local) in numbers, by group and region, and its growth up to today."""
    atlas = read_atlas()
    state = atlas.on(day)
    today = timezone.localdate()
    named = {one.day: one.label for one in reversed(coverage_days(request)) if one.day <= today}
    return {
        "day": day.isoformat(),
        **_numbers(state),
        "groups": [{**_group(tally, request), **_tally(tally)} for tally in state.by_group if tally.group],
        "regions": [{"name": tally.label, **_tally(tally)} for tally in state.by_region],
        "outside": [place.code for place in state.outside],
        "growth": [
            {"day": known.isoformat(), "label": named[known], "members": members}
            for known, members in growth(sorted(named), atlas)
        ],
    }


def _numbers(state: Coverage) -> dict[str, int]:
    return {"members": state.members, "total": state.total}


def _tally(tally: Tally) -> dict[str, int]:
    return {"members": tally.members, "total": tally.total}


def _group(tally: Tally, request: HttpRequest) -> dict[str, str]:
    group = tally.group
    if group is None:
        return {}
    return {"title": group.title, "slug": group.slug, "url": group.get_full_url(request) or ""}
