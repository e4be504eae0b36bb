"""The states of a sign-up and the changes between them. The table is ``models.signups.CHANGES``; docs draw it."""

from datetime import datetime

from kitnet_events.enums import SignUpState
from kitnet_events.exceptions import StateChangeError
from kitnet_events.models import SignUp
from kitnet_events.models.signups import CHANGES

__all__ = ["CHANGES", "StateChangeError", "change_state"]


def change_state(sign_up: SignUp, state: SignUpState, *, now: datetime, expires_at: datetime | None = None) -> None:
    """Move a sign-up to another state and save it. Raises StateChangeError when the table does not allow it.

    Who does not come needs no room and no food: that is forgotten at once.
    """
    if state not in CHANGES[sign_up.state]:
        raise StateChangeError(f"{sign_up.state} to {state}")
    sign_up.state = state
    sign_up.expires_at = expires_at
    sign_up.cancelled_at = now if state == SignUpState.CANCELLED else None
    if state == SignUpState.CANCELLED:
        sign_up.needs = ""
    sign_up.save()
