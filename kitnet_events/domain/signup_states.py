"""The states of a sign-up and the allowed changes between them: one table, drawn in docs/signup.md."""

from datetime import datetime

from kitnet_events.enums import SignUpState
from kitnet_events.models import SignUp

# From each state to those that may follow. A cancelled sign-up may begin anew.
CHANGES: dict[str, frozenset[str]] = {
    SignUpState.HELD: frozenset({SignUpState.CONFIRMED, SignUpState.CANCELLED}),
    SignUpState.CONFIRMED: frozenset({SignUpState.CANCELLED}),
    SignUpState.WAITING: frozenset({SignUpState.CONFIRMED, SignUpState.OFFERED, SignUpState.CANCELLED}),
    SignUpState.OFFERED: frozenset({SignUpState.CONFIRMED, SignUpState.CANCELLED}),
    SignUpState.CANCELLED: frozenset({SignUpState.HELD, SignUpState.WAITING, SignUpState.CONFIRMED}),
}


class StateChangeError(ValueError):
    """A change of state that the table does not allow: a mistake in the program, not of the reader."""


def change_state(sign_up: SignUp, state: SignUpState, *, now: datetime, expires_at: datetime | None = None) -> None:
    """Move a sign-up to another state and save it. Raises StateChangeError when the table does not allow it."""
    if state not in CHANGES[sign_up.state]:
        raise StateChangeError(f"{sign_up.state} to {state}")
    sign_up.state = state
    sign_up.expires_at = expires_at
    sign_up.cancelled_at = now if state == SignUpState.CANCELLED else None
    sign_up.save()
