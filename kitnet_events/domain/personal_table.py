"""The table of personal data, for docs/databeskyttelse.md: made from the models, in Danish."""

from itertools import groupby

from django.utils import translation
from django.utils.text import capfirst

from kitnet_pages.personal_data import personal_fields

BEGIN = "<!-- begin: table -->"
END = "<!-- end: table -->"
APPS = ("kitnet_pages", "kitnet_events")


def personal_table() -> str:
    """Return the table in Markdown: a row for each field, under its model's name."""
    with translation.override("da"):
        lines = []
        for model, rows in groupby(personal_fields(*APPS), key=lambda row: row[0]):
            lines += ["", f"### {capfirst(str(model._meta.verbose_name))}", ""]
            lines += ["| Felt | I databasen | Formål | Ophører |", "| --- | --- | --- | --- |"]
            lines += [
                f"| {capfirst(str(field.verbose_name))} | `{field.name}` | {personal.purpose} | {personal.end} |"
                for _model, field, personal in rows
            ]
        return "\n".join(lines).strip() + "\n"


def with_table(text: str) -> str:
    """Return a document with the table between its two marks. Raises ValueError when they are missing."""
    before, _begin, rest = text.partition(BEGIN)
    _old, end, after = rest.partition(END)
    if not end:
        raise ValueError(f"The document needs the marks {BEGIN} and {END}.")
    return f"{before}{BEGIN}\n\n{personal_table()}\n{END}{after}"
