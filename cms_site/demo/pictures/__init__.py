"""The demo's pictures: drawn by the project itself, with nothing but Pillow. The same each time."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PIL import Image

from . import bridges, hexmap, landscapes, marks, structures, towns
from .palette import GROUP_COLOURS, INK

CREDIT = "Tegning: Kommunernes It-arkitekturnetværk"


@dataclass(frozen=True)
class Picture:
    """A picture that can be drawn: its title in the image library, what it shows, and how it is drawn."""

    title: str
    alt: str
    draw: Callable[[], Image.Image]


_GROUP_ALT = "Kort med kommunerne som sekskanter; gruppen {} er fremhævet, og tynde linjer forbinder dens kommuner."

PICTURES: dict[str, Picture] = {
    "netkort": Picture(
        "Netværket over Danmark",
        "Danmark som mørkt kort af sekskanter i fire farver med lysende forbindelser mellem otte værtskommuner.",
        hexmap.network_map,
    ),
    "kyst": Picture(
        "En kyst af sekskanter",
        "En dansk kyst set fra luften, tegnet i små sekskanter: dybt vand, skum, sand og grønt land.",
        landscapes.coast,
    ),
    "lys-over-vand": Picture(
        "Lys over vand", "En lav sol over blikstille vand med en bred stribe af lys.", landscapes.light_over_water
    ),
    "bakker": Picture(
        "Bakker ved solnedgang",
        "Bakke bag bakke i aftenlys med vindmøller på åsene og lys i landsbyerne.",
        landscapes.hills,
    ),
    "marker": Picture(
        "Marker om foråret",
        "Marker set fra luften som sekskanter i grønt, gult og brunt, delt af en blå å.",
        landscapes.fields,
    ),
    "raadhus": Picture(
        "Rådhuset i den blå time",
        "Et rådhus med højt ur-tårn og lys i vinduerne, spejlet i en sø i skumringen.",
        towns.town_hall,
    ),
    "havn": Picture(
        "Havnen om morgenen",
        "En række farvede gavlhuse ved en kaj med små både; husene spejler sig i vandet.",
        towns.harbour,
    ),
    "bro": Picture(
        "Broen i dis", "En lang hængebro i morgendis; solen står lavt over det stille vand.", bridges.bridge
    ),
    "lag": Picture(
        "Arkitektur i lag",
        "Fire farvede plader svæver over hinanden som lag i en arkitektur, forbundet af tynde tråde.",
        structures.layers,
    ),
    "soejler": Picture(
        "Et landskab af byggesten",
        "Et landskab af sekskantede søjler, lave og blå i kanten, høje og orange i midten.",
        structures.columns,
    ),
    "traade": Picture(
        "Tråde gennem fire knuder",
        "Mange tynde tråde samles i fire farvede knudepunkter og spredes igen.",
        structures.threads,
    ),
    "ringe": Picture(
        "Ved samme bord",
        "Pladser i fire farver i ringe om ét fælles bord, set oppefra.",
        structures.rings,
    ),
    "stjerner": Picture(
        "Et stjernebillede",
        "Stjerner i mange farver forbundet til et net på en nattehimmel over en mørk kyst.",
        structures.stars,
    ),
    **{
        f"gruppe-{slug}": Picture(f"Gruppen {name}", _GROUP_ALT.format(name), partial(hexmap.group_map, name))
        for slug, name in zip(("hovedstaden", "sjaelland", "syddanmark", "midt-nord"), GROUP_COLOURS, strict=True)
    },
}

_MARK_INKS = {"KL": INK, "KOMBIT": GROUP_COLOURS["Sjælland"], "KIT@": GROUP_COLOURS["Midt-Nord"]}


def organisation_mark(name: str) -> Picture:
    """Return the plain wordmark of an organiser. Raises KeyError for another name."""
    return Picture(f"Navnetræk: {name}", name, partial(marks.wordmark, name, _MARK_INKS[name]))


def portrait(seed: str) -> Picture:
    """Return the pattern that stands for a person of the demo."""
    return Picture(f"Mønster: {seed}", "", partial(marks.portrait, seed))
