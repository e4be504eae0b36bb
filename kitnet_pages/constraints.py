"""A constraint that databases keep, for rows that hold for a time."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS
from django.db.backends.ddl_references import Statement, Table
from django.db.models import BaseConstraint, Model, Q

_FOR_EVER = "'9999-12-31'"


class NoOverlapConstraint(BaseConstraint):
    """No two rows of the same owner hold on the same day.

    ``owner`` names a foreign key, ``first`` and ``last`` date fields: the first and the last day on which a row holds;
    no last day means for ever. PostgreSQL keeps it with an exclusion constraint, SQLite with triggers (it has nothing
    else that looks at other rows). Whoever breaks it gets an IntegrityError.
    """

    def __init__(
        self,
        *,
        name: str,
        owner: str,
        first: str,
        last: str,
        violation_error_code: str | None = None,
        violation_error_message: Any = None,
    ) -> None:
        """Take the constraint's name and those of the three fields."""
        super().__init__(
            name=name, violation_error_code=violation_error_code, violation_error_message=violation_error_message
        )
        self.owner, self.first, self.last = owner, first, last

    def deconstruct(self) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
        """Return what a migration writes down."""
        path, args, kwargs = super().deconstruct()
        return path, args, {**kwargs, "owner": self.owner, "first": self.first, "last": self.last}

    def __eq__(self, other: object) -> bool:
        """Say whether two constraints say the same."""
        if isinstance(other, NoOverlapConstraint):
            return self.deconstruct() == other.deconstruct()
        return NotImplemented

    __hash__ = BaseConstraint.__hash__

    def constraint_sql(self, model: type[Model], schema_editor: Any) -> Statement | None:
        """Return the part of CREATE TABLE; on SQLite, None: the triggers follow when the table stands."""
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.deferred_sql.extend(self._triggers(model, schema_editor))
            return None
        quote = schema_editor.quote_name
        owner, first, last = (quote(column) for column in self._columns(model))
        # A range of one number, because only ranges have a GiST index that comes with PostgreSQL itself.
        return Statement(
            "CONSTRAINT %(name)s EXCLUDE USING gist"
            " (int8range(%(owner)s, %(owner)s, '[]') WITH &&, daterange(%(first)s, %(last)s, '[]') WITH &&)",
            table=Table(model._meta.db_table, quote),
            name=quote(self.name),
            owner=owner,
            first=first,
            last=last,
        )

    def create_sql(self, model: type[Model], schema_editor: Any) -> Statement:
        """Return the statement that adds it to a table. SQLite makes the table anew instead, so is not asked."""
        return Statement(
            "ALTER TABLE %(table)s ADD %(constraint)s",
            table=Table(model._meta.db_table, schema_editor.quote_name),
            constraint=self.constraint_sql(model, schema_editor),
        )

    def remove_sql(self, model: type[Model], schema_editor: Any) -> Statement:
        """Return the statement that takes it away."""
        return Statement(
            "ALTER TABLE %(table)s DROP CONSTRAINT %(name)s",
            table=Table(model._meta.db_table, schema_editor.quote_name),
            name=schema_editor.quote_name(self.name),
        )

    def _triggers(self, model: type[Model], schema_editor: Any) -> Iterable[Statement]:
        quote = schema_editor.quote_name
        owner, first, last = (quote(column) for column in self._columns(model))
        key = quote(model._meta.pk.column)
        for event, other in (("INSERT", ""), ("UPDATE", f" AND {key} <> NEW.{key}")):
            yield Statement(
                "CREATE TRIGGER %(trigger)s BEFORE %(event)s ON %(table)s WHEN EXISTS (SELECT 1 FROM %(table)s"
                " WHERE %(owner)s = NEW.%(owner)s%(other)s"
                " AND %(first)s <= COALESCE(NEW.%(last)s, %(ever)s) AND NEW.%(first)s <= COALESCE(%(last)s, %(ever)s))"
                " BEGIN SELECT RAISE(ABORT, '%(name)s'); END",
                table=Table(model._meta.db_table, quote),
                trigger=quote(f"{self.name}_{event.lower()}"),
                event=event,
                other=other,
                owner=owner,
                first=first,
                last=last,
                ever=_FOR_EVER,
                name=self.name,
            )

    def _columns(self, model: type[Model]) -> tuple[str, str, str]:
        owner, first, last = (model._meta.get_field(name).column for name in (self.owner, self.first, self.last))
        return owner, first, last

    def overlapping(self, instance: Model, using: str = DEFAULT_DB_ALIAS) -> Any:
        """Return the owner's other rows that hold on one of the days of ``instance``."""
        model = type(instance)
        owner = model._meta.get_field(self.owner).attname
        first, last = getattr(instance, self.first), getattr(instance, self.last)
        rows = model._default_manager.using(using).filter(**{owner: getattr(instance, owner)}).exclude(pk=instance.pk)
        if last is not None:
            rows = rows.filter(**{f"{self.first}__lte": last})
        return rows.filter(Q(**{f"{self.last}__isnull": True}) | Q(**{f"{self.last}__gte": first}))

    def validate(
        self, model: type[Model], instance: Model, exclude: set[str] | None = None, using: str = DEFAULT_DB_ALIAS
    ) -> None:
        """Raise ValidationError if another row holds on one of the days."""
        known = {self.owner, self.first, self.last}.isdisjoint(exclude or ())
        owner = getattr(instance, model._meta.get_field(self.owner).attname)
        known = known and owner is not None and getattr(instance, self.first) is not None
        if known and self.overlapping(instance, using).exists():
            raise ValidationError(self.get_violation_error_message(), code=self.violation_error_code)
