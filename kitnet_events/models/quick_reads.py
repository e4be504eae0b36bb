"""Three questions that every sign-up asks, in SQL of their own.

When sign-up opens, many come in the same minute, and the last two are asked while others wait for the lock. To put them
together takes Django about ten times as long as the database takes to answer.
"""

from collections.abc import Collection

from django.db import connections, router

from kitnet_events.enums import SignUpRole, SignUpState

from .columns import Columns
from .meetings import Meeting
from .signups import SEATED, SignUp

# What decides whether somebody can sign up. Other fields are read when they are asked for.
_TERMS = Columns(
    Meeting,
    {
        "id",
        "page_id",
        "published",
        "takes_sign_ups",
        "status",
        "starts_at",
        "opens_at",
        "closes_at",
        "audience",
        "capacity",
        "municipality_max",
        "sequence",
    },
)
_AT = f"""
SELECT {_TERMS.select("m")},
    EXISTS (SELECT 1 FROM kitnet_events_signupquestion q WHERE q.meeting_id = m.id) AS has_questions
FROM kitnet_events_meeting m JOIN wagtailcore_page p ON p.id = m.page_id
WHERE p.live AND m.published AND m.takes_sign_ups AND m.starts_at IS NOT NULL AND p.url_path IN (%s)
LIMIT 2
"""  # noqa: S608 - nothing in it comes from outside
_BY_ID = f"SELECT {_TERMS.select('m')} FROM kitnet_events_meeting m WHERE m.id = %s"  # noqa: S608 - nothing in it comes from outside
_SEATS = """
SELECT state, COUNT(*) FROM kitnet_events_signup
WHERE meeting_id = %s AND role = %s AND state IN (%s, %s, %s, %s) AND (state <> %s OR proved_at IS NOT NULL)
GROUP BY state
"""


def sign_ups_at(url_paths: Collection[str]) -> list[Meeting]:
    """Return the public meetings that take sign-ups and whose pages have one of the stored paths: two at the most.

    Of each it is known whether it asks questions.
    """
    if not url_paths:
        return []
    using = router.db_for_read(Meeting)
    found = []
    with connections[using].cursor() as cursor:
        cursor.execute(_AT.replace("%s", ", ".join(["%s"] * len(url_paths))), list(url_paths))
        for row in cursor.fetchall():
            meeting = _TERMS.load(using, row)
            meeting.has_questions = bool(row[-1])
            found.append(meeting)
    return found


def lock_terms(meeting_id: int) -> Meeting:
    """Return a meeting with its row locked until the transaction ends. Raises Meeting.DoesNotExist."""
    using = router.db_for_write(Meeting)
    lock = " FOR UPDATE" if connections[using].features.has_select_for_update else ""
    with connections[using].cursor() as cursor:
        cursor.execute(_BY_ID + lock, [meeting_id])
        row = cursor.fetchone()
    if row is None:
        raise Meeting.DoesNotExist
    return _TERMS.load(using, row)


def count_seats(meeting_id: int) -> tuple[int, int]:
    """Return how many participants have a seat at a meeting, and how many wait and have proved their address."""
    waiting = SignUpState.WAITING
    with connections[router.db_for_write(SignUp)].cursor() as cursor:
        cursor.execute(_SEATS, [meeting_id, SignUpRole.PARTICIPANT, *SEATED, waiting, waiting])
        numbers = dict(cursor.fetchall())
    in_line = numbers.pop(waiting, 0)
    return sum(numbers.values()), in_line
