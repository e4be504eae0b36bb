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


@dataclass(frozen=True)
class HostDetails:
    """What somebody tells the host of a meeting themselves. ``needs`` are given with consent alone."""

    note: str = ""
    needs: str = ""
    listed: bool = False
    answers: dict[str, Any] = field(default_factory=dict)

    def put_on(self, sign_up: SignUp) -> None:
        """Write them on a sign-up, without saving it. Answers to what is asked no more stay."""
        sign_up.note, sign_up.needs, sign_up.listed = self.note, self.needs, self.listed
        asked = set(sign_up.meeting.questions.values_list("label", flat=True))
        kept = {label: answer for label, answer in sign_up.answers.items() if label not in asked}
        sign_up.answers = kept | self.answers


def details_of(sign_up: SignUp, email: str) -> SignUpDetails:
    """Return what was typed at a sign-up, under another address: the first one was mistyped."""
    names = ("name", "title", "municipality_id", "organisation", "signed_up_by", "note", "needs", "listed", "answers")
    return SignUpDetails(email=email, **{name: getattr(sign_up, name) for name in names})
