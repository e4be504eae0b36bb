"""Exports are logged: who, what, when, how many rows. Every view that hands out a file of rows calls this."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from kitnet_pages import conf
from kitnet_pages.models import ExportRecord


def record_export(user: Any, what: str, rows: int, file_format: str, selection: str = "") -> ExportRecord:
    """Write down that ``user`` takes ``rows`` rows of ``what`` as ``file_format``; ``selection`` says which ones.

    Call it before the file is made: an export that cannot be logged is not handed out.
    """
    return ExportRecord.objects.create(
        user=user,
        who=_cut("who", user.get_full_name() or user.get_username()),
        what=_cut("what", what),
        selection=_cut("selection", selection),
        file_format=file_format,
        rows=rows,
    )


def forget_old_exports(now: datetime | None = None) -> int:
    """Forget exports of long ago. Return how many."""
    before = (now or timezone.now()) - timedelta(days=conf.get("EXPORTS_KEPT_DAYS"))
    return ExportRecord.objects.filter(made_at__lt=before).delete()[0]


def _cut(field: str, text: str) -> str:
    """Return what fits into a field, without what databases refuse."""
    length = ExportRecord._meta.get_field(field).max_length
    return text.encode(errors="replace").decode().replace("\0", "")[:length]
