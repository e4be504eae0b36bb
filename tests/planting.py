"""What tests stand on, planted as seldom as can be: ``network`` for any of them, and ``shared`` for more of its kind.

A page costs Wagtail some thirty queries, a meeting a hundred. So what a fixture made with ``shared`` plants stays in
the database, above a savepoint, as long as tests in a row ask for it; each test rolls its own part back and gets a copy
of the objects. A test that commits gets everything planted for itself.
"""

import copy
import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction

from tests import factories


@dataclass(frozen=True)
class Layer:
    """What one function planted, in a savepoint above what it needs; and all objects as they were then, by name."""

    plant: Callable
    savepoint: transaction.Atomic
    things: dict[str, Any]


class Ground:
    """Layers in the database."""

    def __init__(self) -> None:
        self.layers: list[Layer] = []

    def lay(self, plants: list[Callable]) -> dict[str, Any]:
        """Bring the database to exactly these layers; return copies of what they planted, by name.

        What they have in common with those of the test before stays.
        """
        kept = 0
        while kept < min(len(self.layers), len(plants)) and self.layers[kept].plant is plants[kept]:
            kept += 1
        self.clear(down_to=kept)
        for plant in plants[kept:]:
            # A function may change what others planted; they must be found as they were when its layer goes.
            things = self.copies()
            below = {name: things[name] for name in inspect.signature(plant).parameters}
            savepoint = transaction.atomic()
            savepoint.__enter__()
            try:
                things[plant.__name__] = plant(**below)
            except BaseException:
                _roll_back(savepoint)
                raise
            self.layers.append(Layer(plant, savepoint, things))
        return self.copies()

    def clear(self, down_to: int = 0) -> None:
        """Roll back all layers above the first ``down_to``."""
        while len(self.layers) > down_to:
            _roll_back(self.layers.pop().savepoint)

    def copies(self) -> dict[str, Any]:
        """Return what stands in the database, as objects of the caller's own."""
        return copy.deepcopy(self.layers[-1].things) if self.layers else {}


def _roll_back(savepoint: transaction.Atomic) -> None:
    transaction.set_rollback(True)
    savepoint.__exit__(None, None, None)


def shared(plant: Callable) -> Callable:
    """Make a fixture of a function that plants; its arguments name other fixtures made so, and nothing else."""

    def fixture(request: pytest.FixtureRequest, layers: dict[str, Any], db: None, **below: Any) -> Any:
        return layers[plant.__name__] if plant.__name__ in layers else plant(**below)

    kinds = inspect.Parameter.POSITIONAL_OR_KEYWORD
    names = ("request", "layers", "db", *inspect.signature(plant).parameters)
    fixture.__signature__ = inspect.Signature([inspect.Parameter(name, kinds) for name in names])
    fixture.__doc__ = plant.__doc__
    fixture.plant = plant
    return pytest.fixture(name=plant.__name__)(fixture)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Lay the layers before the test's own transaction begins."""
    for item in items:
        names = item.fixturenames
        if "db" in names or "transactional_db" in names or item.get_closest_marker("django_db"):
            if "layers" in names:
                names.remove("layers")
            names.insert(0, "layers")


@pytest.fixture(scope="session")
def ground(django_db_setup, django_db_blocker) -> Iterator[Ground]:
    """Keep the layers of this worker."""
    ground = Ground()
    yield ground
    with django_db_blocker.unblock():
        ground.clear()


@pytest.fixture
def layers(request, ground, django_db_blocker) -> dict[str, Any]:
    """Bring the database to what the test asks for, and return what stands in it."""
    plants = [] if _commits(request) else _plants_of(request)
    with django_db_blocker.unblock():
        return ground.lay(plants)


@shared
def network() -> factories.Network:
    """Plant a network as the default site."""
    return factories.make_network()


@pytest.fixture(scope="module")
def tree(ground, django_db_blocker) -> Iterator[factories.Network]:
    """Plant a network once for a module, in a transaction around all its tests; each test rolls its own part back.

    For what is made at great cost for all tests of a module, in a fixture of this scope that asks for ``tree``. Not for
    tests that commit, or that ask for ``network``.
    """
    with django_db_blocker.unblock():
        # What the module before shared is in its way.
        ground.clear()
        with transaction.atomic():
            yield factories.make_network()
            transaction.set_rollback(True)


@pytest.fixture
def planted(tree, db) -> factories.Network:
    """Return the module's network, read afresh: what one test did to an object in hand is not the next one's."""
    return tree.fresh()


def _commits(request: pytest.FixtureRequest) -> bool:
    mark = request.node.get_closest_marker("django_db")
    names = {"transactional_db", "live_server"}
    return bool(mark and mark.kwargs.get("transaction")) or bool(names & set(request.fixturenames))


def _plants_of(request: pytest.FixtureRequest) -> list[Callable]:
    """Return what the test's fixtures plant, each after what it stands on."""
    found: list[Callable] = []

    def add(name: str) -> None:
        definitions = list(request._fixturemanager.getfixturedefs(name, request.node) or ())
        # A module's own fixture of the same name may build upon the planted one.
        while len(definitions) > 1 and name in definitions[-1].argnames:
            definitions.pop()
        plant = getattr(definitions[-1].func, "plant", None) if definitions else None
        if plant and plant not in found:
            for below in inspect.signature(plant).parameters:
                add(below)
            found.append(plant)

    for name in request.fixturenames:
        add(name)
    return found
