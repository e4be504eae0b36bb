"""Who takes part in the network: beginning, ending and correcting a municipality's membership.

Every change is logged with what was and what is, so corrections keep history; the register shows it. ``by`` is the user
who asks for it, or None for a command or a form of the public site.
"""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.log_actions import log

from kitnet_pages.models import Membership, Municipality

LOG_BEGIN = "kitnet_pages.membership.begin"
LOG_END = "kitnet_pages.membership.end"
LOG_CORRECT = "kitnet_pages.membership.correct"
LOG_REMOVE = "kitnet_pages.membership.remove"

PERSONAL_FACTS = ("contact_name", "contact_email")
FACTS = ("municipality", "first_day", "last_day", *PERSONAL_FACTS)

Facts = dict[str, str]


def membership_on(municipality: Municipality, day: date | None = None) -> Membership | None:
    """Return the membership by which ``municipality`` takes part on ``day`` (local; default: today), or None."""
    return Membership.objects.on(day or timezone.localdate()).filter(municipality_id=municipality.pk).first()


def begin_membership(
    municipality: Municipality,
    first_day: date | None = None,
    *,
    last_day: date | None = None,
    contact_name: str = "",
    contact_email: str = "",
    by: Any = None,
) -> Membership:
    """Let ``municipality`` take part from ``first_day`` on (local; default: today), and return the membership.

    Raises ValidationError if it takes part already on one of the days, or a value is none.
    """
    membership = Membership(
        municipality=municipality,
        first_day=first_day or timezone.localdate(),
        last_day=last_day,
        contact_name=contact_name,
        contact_email=contact_email,
    )
    return _write(membership, LOG_BEGIN, by)


def end_membership(membership: Membership, last_day: date | None = None, *, by: Any = None) -> Membership:
    """Let a membership end with ``last_day`` (local; default: today), and return it.

    The day may lie ahead, and an end already set may be moved. Raises ValidationError on a day before the first.
    """
    membership = Membership.objects.get(pk=membership.pk)
    membership.last_day = last_day or timezone.localdate()
    return _write(membership, LOG_END, by)


def correct_membership(membership: Membership, *, by: Any = None, **facts: Any) -> Membership:
    """Change what a membership says (``FACTS``), and return it. What was before stays in the log.

    A last day alone is told there as an end. Raises ValidationError on values that make no sense, TypeError on a name
    that is no fact.
    """
    if unknown := set(facts).difference(FACTS):
        raise TypeError(f"No facts of a membership: {', '.join(sorted(unknown))}.")
    membership = Membership.objects.get(pk=membership.pk)
    for name, value in facts.items():
        setattr(membership, name, value)
    return _write(membership, LOG_CORRECT, by)


@transaction.atomic
def remove_membership(membership: Membership, *, by: Any = None) -> None:
    """Take away a membership that never was: one entered by mistake. The log keeps its days."""
    log(membership, LOG_REMOVE, user=by, data={"changes": _changes(_facts(membership), None)}, deleted=True)
    membership.delete()


def _write(membership: Membership, action: str, by: Any) -> Membership:
    """Check, save and log. What changes nothing is neither saved nor logged."""
    membership.full_clean()
    try:
        with transaction.atomic():
            changes = _changes(_locked_facts(membership), _facts(membership))
            if action == LOG_CORRECT and changes.keys() == {"last_day"} and membership.last_day:
                action = LOG_END
            if changes:
                membership.save()
                log(membership, action, user=by, data={"changes": changes}, content_changed=True)
    except IntegrityError as error:
        # Somebody was faster; or the municipality is gone.
        raise ValidationError(gettext("The municipality takes part in that time already.")) from error
    return membership


def _locked_facts(membership: Membership) -> Facts | None:
    """Lock the membership's row, and return what it says now; None for a new one."""
    if membership.pk is None:
        return None
    return _facts(Membership.objects.select_for_update().get(pk=membership.pk))


def _facts(membership: Membership) -> Facts:
    """Return what a membership says, as words: ISO dates, an empty string for none."""
    return {name: str(getattr(membership, name) or "") for name in FACTS}


def _changes(before: Facts | None, after: Facts | None) -> dict[str, list[str]]:
    """Return old and new value of each fact that changes.

    Of a contact the log keeps only that it changed: names and addresses would stay in it for ever.
    """
    pairs = {name: [(before or {}).get(name, ""), (after or {}).get(name, "")] for name in FACTS}
    return {name: [] if name in PERSONAL_FACTS else pair for name, pair in pairs.items() if pair[0] != pair[1]}
