"""The words of a mail: ours, unless an editor has written others.

They say what happened. What must not be missing (when and where, old and new time, deadline, reason, links) stands in
the mail around them, whatever an editor writes: see ``letters``.
"""

import re
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import DatabaseError, transaction
from django.utils import timezone, translation

from kitnet_events.models import MailText
from kitnet_events.placeholders import check_placeholders, fill_placeholders

from .mail_kinds import Words, kind_of, mail_kinds
from .plaintext import clean_line, clean_text

LONGEST_SUBJECT = 180


def keep_texts(**_signal: Any) -> None:
    """Have a row for each kind of mail whose words an editor may replace. Run after each migration."""
    wanted = {str(kind.key) for kind in mail_kinds() if kind.words is None}
    try:
        with transaction.atomic():
            missing = wanted.difference(MailText.objects.values_list("key", flat=True))
            MailText.objects.bulk_create([MailText(key=key) for key in sorted(missing)], ignore_conflicts=True)
    except DatabaseError:
        # Migrated back to a time before the table was as it is: there is nothing to keep.
        return


def save_words(text: MailText, subject: str, body: str) -> MailText:
    """Keep an editor's own words for a mail. Ours are not kept as somebody's own: they follow the software.

    Raises ValidationError by field for a broken placeholder.
    """
    body = body.replace("\r\n", "\n").strip()
    subject = subject.strip()
    check_placeholders(text.key, {"subject": subject, "body": body})
    kind = kind_of(text.key)
    with translation.override(settings.LANGUAGE_CODE):
        if (subject, body) == (str(kind.subject), str(kind.body)):
            subject = body = ""
    text.subject, text.body = subject, body
    text.changed_at = timezone.now() if body else None
    text.save()
    return text


def words_for(key: str, own: Mapping[str, MailText]) -> Words:
    """Return an editor's words for a mail if there are any in ``own``, by key; else ours, in the language of now."""
    if (text := own.get(key)) and text.body:
        return Words(text.subject, text.body)
    kind = kind_of(key)
    return Words(str(kind.subject), str(kind.body))


def fill_words(key: str, words: Words, values: Mapping[str, str]) -> Words:
    """Return the words with their placeholders filled: the subject on one line, the body without gaps.

    What an editor's words do not place, but readers must get, is added at the body's end.
    """
    body = words.body.replace("\r\n", "\n")
    for name in kind_of(key).never_lost:
        if f"{{{name}}}" not in body:
            body = f"{body}\n\n{{{name}}}"
    subject = clean_line(_fill(words.subject, values))
    if len(subject) > LONGEST_SUBJECT:
        subject = subject[: LONGEST_SUBJECT - 1].rstrip() + "…"
    body = "\n".join(line.rstrip() for line in clean_text(_fill(body, values)).split("\n"))
    return Words(subject, re.sub(r"\n{3,}", "\n\n", body).strip())


def _fill(text: str, values: Mapping[str, str]) -> str:
    """Fill placeholders. One that has no value goes with the space before it: "Hello {navn}," becomes "Hello,"."""
    for name, value in values.items():
        if not value:
            text = text.replace(f" {{{name}}}", "").replace(f"{{{name}}}", "")
    return fill_placeholders(text, values)
