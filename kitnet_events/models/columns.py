"""Rows of a model from SQL of one's own: what ``QuerySet.raw`` does, at a third of its price."""

from collections.abc import Callable, Collection, Sequence
from functools import cache
from typing import Any, Generic, TypeVar

from django.db import connections
from django.db.models import Model

M = TypeVar("M", bound=Model)


class Columns(Generic[M]):
    """Some of a model's columns, in the order in which they are selected. Others are read when they are asked for."""

    def __init__(self, model: type[M], names: Collection[str] | None = None) -> None:
        """Take the columns by their fields' ``attname``; without ``names`` all of them."""
        self.model = model
        self.fields = [field for field in model._meta.concrete_fields if names is None or field.attname in names]
        self.names = [field.attname for field in self.fields]

    def select(self, table: str) -> str:
        """Return what stands between SELECT (or RETURNING) and FROM. ``table`` is the table's name in the query."""
        return ", ".join(f"{table}.{field.column}" for field in self.fields)

    def load(self, using: str, row: Sequence[Any]) -> M:
        """Return the object of a row that the database ``using`` gave; columns beyond ours are left alone."""
        values = list(row[: len(self.fields)])
        for at, convert in self._conversions(using):
            values[at] = convert(values[at])
        return self.model.from_db(using, self.names, values)

    @cache  # noqa: B019 - as many as there are databases; the columns live as long as the process
    def _conversions(self, using: str) -> list[tuple[int, Callable[[Any], Any]]]:
        """Return what must be done to the database's own values, by their places: much on SQLite, little elsewhere."""
        connection = connections[using]

        def conversion(converter: Callable[..., Any], column: Any) -> Callable[[Any], Any]:
            return lambda value: converter(value, column, connections[using])

        found = []
        for at, field in enumerate(self.fields):
            column = field.get_col(self.model._meta.db_table)
            own = [*connection.ops.get_db_converters(column), *column.get_db_converters(connection)]
            found += [(at, conversion(converter, column)) for converter in own]
        return found
