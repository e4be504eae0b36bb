"""The register of municipalities."""

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files

from django.db import transaction
from django.utils import timezone

from kitnet_pages.folding import fold
from kitnet_pages.models import GroupPage, Municipality, PastPlacement


@dataclass(frozen=True)
class LoadResult:
    """What loading changed: rows made, rows changed, rows in the file."""

    created: int
    updated: int
    total: int


def read_municipalities() -> list[dict[str, str]]:
    """Return the rows of the file that ships with the app: code, name, region, group, place on the map."""
    text = files("kitnet_pages").joinpath("data/municipalities.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@transaction.atomic
def load_municipalities() -> LoadResult:
    """Bring the register up to the file. Running it again changes nothing.

    Name, region and place on the map follow the file. A group is given only to a municipality that has none, so an
    editor's choice stands; the group is found by its title. A region that has changed is another one from today on.
    """
    today = timezone.localdate()
    groups = {group.title.casefold(): group for group in GroupPage.objects.all()}
    known = {municipality.code: municipality for municipality in Municipality.objects.all()}
    rows = read_municipalities()
    created = updated = 0
    for row in rows:
        municipality = known.get(row["code"]) or Municipality(code=row["code"])
        before = _facts(municipality)
        municipality.name, municipality.region = row["name"], row["region"]
        municipality.hex_col, municipality.hex_row = int(row["hex_col"]), int(row["hex_row"])
        if municipality.group_id is None:
            municipality.group = groups.get(row.get("group", "").casefold())
        if municipality.pk is None:
            created += 1
        elif before != _facts(municipality):
            updated += 1
            if municipality.region != before[1]:
                _leave_behind(municipality.pk, today)
        else:
            continue
        municipality.save()
    return LoadResult(created, updated, len(rows))


@transaction.atomic
def change_group(municipality: Municipality, group: GroupPage | None, day: date | None = None) -> Municipality:
    """Let ``municipality`` belong to ``group`` from ``day`` on (local; default: today), and return it.

    What lies before that day stays with the group it had: meetings hold their own group, and coverage of past days is
    read from what is left behind here. A first group is no change: it holds for the past, too.
    """
    stored = Municipality.objects.select_for_update().get(pk=municipality.pk)
    if stored.group_id == (group.pk if group else None):
        return stored
    if stored.group_id is not None:
        _leave_behind(stored.pk, day or timezone.localdate())
    stored.group = group
    stored.save(update_fields=["group", "sort_key"])
    return stored


def _leave_behind(key: int, day: date) -> None:
    """Keep where a municipality, which changes on ``day``, belonged up to the day before. Once a day."""
    stored = Municipality.objects.get(pk=key)
    PastPlacement.objects.get_or_create(
        municipality=stored,
        last_day=day - timedelta(days=1),
        defaults={"group_id": stored.group_id, "region": stored.region},
    )


def _facts(municipality: Municipality) -> tuple[object, ...]:
    return (
        municipality.name,
        municipality.region,
        municipality.group_id,
        municipality.hex_col,
        municipality.hex_row,
    )


# What people add to a municipality's name, and the fewest letters that mean one.
_ADDED = {"kommune", "kommunes", "regionskommune"}
_SHORTEST_NAME, _MOST_NAMED = 3, 3


def municipalities_named(query: str) -> list[Municipality]:
    """Return the municipalities that a search names, by the name or its beginning, each with its published group."""
    name = " ".join(word for word in query.split() if fold(word) not in _ADDED)
    if len(name) < _SHORTEST_NAME:
        return []
    rows = Municipality.objects.filter(group__live=True).select_related("group").defer("group__body")
    return [one for one in rows.order_by("sort_key") if fold(one.name).startswith(fold(name))][:_MOST_NAMED]
