"""The register of municipalities."""

import csv
from dataclasses import dataclass
from importlib.resources import files

from django.db import transaction

from kitnet_pages.models import GroupPage, Municipality


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
    editor's choice stands; the group is found by its title.
    """
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
        else:
            continue
        municipality.save()
    return LoadResult(created, updated, len(rows))


def _facts(municipality: Municipality) -> tuple[object, ...]:
    return (
        municipality.name,
        municipality.region,
        municipality.group_id,
        municipality.hex_col,
        municipality.hex_row,
    )
