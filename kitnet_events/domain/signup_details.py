"""What somebody types to sign up."""

from dataclasses import dataclass, field
from typing import Any

from kitnet_events.models import SignUp


@dataclass(frozen=True)
class SignUpDetails:
    """What a sign-up form gives. ``signed_up_by`` names the colleague who filled it in for somebody else."""

    name: str
    email: str
    title: str = ""
    municipality_id: int | None = None
    organisation: str = ""
    signed_up_by: str = ""
    note: str = ""
    needs: str = ""
    listed: bool = False
    answers: dict[str, Any] = field(default_factory=dict)

    def put_on(self, sign_up: SignUp) -> None:
        """Write the details on a sign-up that is not saved yet."""
        for name in ("name", "title", "municipality_id", "organisation", "signed_up_by", "note", "needs", "listed"):
            setattr(sign_up, name, getattr(self, name))
        sign_up.answers = dict(self.answers)


def details_of(sign_up: SignUp, email: str) -> SignUpDetails:
    """Return what was typed at a sign-up, under another address: the first one was mistyped."""
    names = ("name", "title", "municipality_id", "organisation", "signed_up_by", "note", "needs", "listed", "answers")
    return SignUpDetails(email=email, **{name: getattr(sign_up, name) for name in names})
