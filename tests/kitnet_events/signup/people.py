"""People who sign up in tests."""

from datetime import timedelta
from typing import Any

from django.core import signing
from django.db import connection
from django.utils import timezone

from kitnet_events.domain import signup
from kitnet_events.domain.signup_details import SignUpDetails
from kitnet_events.models import Meeting, OutboxMail, SignUp

WRITTEN = {"note": "Kommer senere", "needs": "Nødder", "answers": {"Frokost?": "Ja"}, "signed_up_by": "Bo Eksempel"}


def details(number: int = 1, **more: Any) -> SignUpDetails:
    """Return what person ``number`` types."""
    fields = {"name": f"Deltager {number}", "email": f"deltager-{number}@kommune.example", "organisation": "Kommunen"}
    return SignUpDetails(**{**fields, **more})


def sign_up(meeting: Meeting, number: int = 1, **more: Any) -> SignUp:
    """Sign person ``number`` up, and prove the address."""
    mine = signup.sign_up(meeting.pk, details(number, **more))
    return signup.prove(mine.pk)


def mails_to(sign_up: SignUp) -> list[str]:
    """Return the keys of the mails to a person about a meeting, in the order in which they were written."""
    mails = OutboxMail.objects.filter(to=sign_up.participant.email, meeting=sign_up.meeting)
    return list(mails.order_by("pk").values_list("key", flat=True))


def states(meeting: Meeting) -> list[str]:
    """Return the states of a meeting's sign-ups, in the order in which they came."""
    return list(SignUp.objects.filter(meeting=meeting).order_by("pk").values_list("state", flat=True))


def ended(meeting, **ago):
    """Let a meeting have ended so long ago, with all that belongs to it."""
    end = timezone.now() - timedelta(**ago)
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=end - timedelta(hours=5), ends_at=end)
    meeting.refresh_from_db()


def everything():
    """Return what stands in every table of the project and in the admin's log, as text."""
    tables = [name for name in connection.introspection.table_names() if name.startswith(("kitnet_", "wagtailcore_"))]
    with connection.cursor() as cursor:
        rows = []
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            rows += [(table, str(row)) for row in cursor.fetchall()]
    return rows


def stamp(seconds_ago: int = 60) -> str:
    """Return the stamp of a form that was shown so long ago: one that comes back at once is a machine's."""
    return signing.dumps(int(timezone.now().timestamp()) - seconds_ago, salt="kitnet_events.form-stamp")
