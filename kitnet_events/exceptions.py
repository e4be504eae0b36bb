"""What the rules refuse, each with a word for the reader."""

from django.utils.translation import gettext_lazy as _


class SignUpRefusedError(Exception):
    """The rules do not allow what was asked. ``str(error)`` is the sentence for the reader."""

    message = _("This is not possible.")
    # The field of a colleague's form that it is about; None if it is about no field.
    field: str | None = None

    def __str__(self) -> str:
        """Return the sentence for the reader: the one it was raised with, else the kind's own."""
        return str(self.args[0] if self.args else self.message)


class StateChangeError(ValueError):
    """A change of a sign-up's state that the table does not allow: a mistake in the program, not of the reader."""


class SignUpNotOpenError(SignUpRefusedError):
    """Sign-up is not open: not yet, no longer, or never."""

    message = _("Sign-up is not open.")


class MeetingFullError(SignUpRefusedError):
    """There is no seat."""

    message = _("There is no free seat for you there. You keep the seat that you have.")


class MembersOnlyError(SignUpRefusedError):
    """The meeting is for members of the network, and the address is none's."""

    message = _(
        "The meeting is for members of the network, and this address is not known as a member's. You keep your seat."
    )
    field = "email"


class OwnAddressError(SignUpRefusedError):
    """Somebody hands a seat over to themselves."""

    message = _("This is your own address. Write your colleague's. You keep your seat.")
    field = "email"


class NotSameRoundError(SignUpRefusedError):
    """A seat can be moved only to another meeting of the same round."""

    message = _("You can only move to another group's meeting of the same round.")


class SignUpOverError(SignUpRefusedError):
    """The sign-up is cancelled, or the offer or the meeting is over."""

    message = _("This is no longer possible: the sign-up, the offer or the meeting is over.")


class MunicipalityFullError(SignUpRefusedError):
    """The colleague's municipality has all the seats that it may have."""

    message = _("Your colleague's municipality has all the seats that it may have. You keep your seat.")
    field = "workplace"


class NoFreeSeatError(SignUpRefusedError):
    """An editor wants to give a seat where there is none."""

    message = _("There is no free seat. Raise the capacity or cancel another sign-up first.")


class CalendarRefusedError(Exception):
    """An uploaded calendar is not taken. ``str(error)`` is the reason for the editor."""


class EnrolmentOverError(SignUpRefusedError):
    """The request to join has lapsed, was decided already, or the person has left."""

    message = _("This link no longer works: the request has ended. You are welcome to fill in the form again.")


class RenewalOverError(SignUpRefusedError):
    """The year is over, or the municipality has left."""

    message = _("This question is over: the year has passed, or the municipality no longer takes part.")
