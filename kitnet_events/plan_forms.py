"""The form that plans a round: what is the same for all its meetings, and a row for each of them."""

import hashlib
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput, AdminTimeInput

from kitnet_events.domain.clashes import Clash
from kitnet_events.domain.planning import MeetingPlan, RoundPlan
from kitnet_events.domain.programme_text import programme_as_text, programme_from_text
from kitnet_events.domain.proposals import Proposal, ProposedMeeting
from kitnet_events.models import MeetingPage, RoundPage
from kitnet_events.timespan import FIRST_YEAR, LAST_YEAR
from kitnet_pages.models import Municipality

_MOST_SEATS, _LONGEST_WINDOW, _MOST_ROUNDS = 2_000, 365, 99


class RoundForm(forms.Form):
    """What the round is, and the programme of all its meetings."""

    year = forms.IntegerField(
        label=_("Year"), min_value=FIRST_YEAR, max_value=LAST_YEAR, help_text=_("The year in which the round is held.")
    )
    number = forms.IntegerField(
        label=_("Number in the year"), min_value=1, max_value=_MOST_ROUNDS, help_text=_("1 for the year's first round.")
    )
    theme = forms.CharField(
        label=_("Theme"),
        required=False,
        max_length=RoundPage._meta.get_field("theme").max_length,
        help_text=_("The heading of the round's page; empty for its title."),
    )
    introduction = forms.CharField(
        label=_("Introduction"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Stands on the round's page, and above each meeting."),
    )
    programme = forms.CharField(
        label=_("Programme of all meetings"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 9}),
        help_text=_("An item a line, the speaker in parentheses: 9.30–10.15 What we have learnt (Ida Holm)."),
    )
    # Which clashes the editor has seen: nothing is made over the head of whoever has not seen them.
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any) -> None:
        """Take Django's arguments and what the form begins with."""
        self.proposal = proposal
        plan = proposal.plan
        initial = {name: getattr(plan, name) for name in ("year", "number", "theme", "introduction")}
        super().__init__(*args, initial=initial | {"programme": programme_as_text(plan.programme)}, **kwargs)

    def clean_programme(self) -> list[Any]:
        """Return the items that the lines tell. Raises ValidationError for lines that make no sense."""
        return programme_from_text(self.cleaned_data["programme"], self.proposal.plan.programme)

    def plan(self, meetings: Sequence[MeetingPlan]) -> RoundPlan:
        """Return what was typed, with the meetings."""
        names = ("year", "number", "theme", "introduction", "programme")
        return RoundPlan(**{name: self.cleaned_data[name] for name in names}, meetings=meetings)


class MeetingRowForm(forms.Form):
    """One meeting of the round."""

    take = forms.BooleanField(
        label=_("In this round"), required=False, help_text=_("Without the tick, no meeting is made here.")
    )
    day = forms.DateField(
        label=_("Date"), required=False, widget=AdminDateInput, help_text=_("The day of the meeting.")
    )
    start = forms.TimeField(
        label=_("From"),
        required=False,
        widget=AdminTimeInput,
        help_text=_("Empty: only the date is known."),
    )
    end = forms.TimeField(label=_("To"), required=False, widget=AdminTimeInput, help_text=_("When the meeting ends."))
    host = forms.ChoiceField(
        label=_("Host municipality"), required=False, help_text=_("The municipality where the meeting is held.")
    )
    venue = forms.CharField(
        label=_("Venue"),
        required=False,
        max_length=MeetingPage._meta.get_field("venue").max_length,
        help_text=_("For example the town hall's name."),
    )
    address = forms.CharField(
        label=_("Address"),
        required=False,
        max_length=MeetingPage._meta.get_field("address").max_length,
        help_text=_("Street, postcode and town."),
    )
    capacity = forms.IntegerField(
        label=_("Seats"), required=False, min_value=1, max_value=_MOST_SEATS, help_text=_("Empty: as many as come.")
    )
    opens_days = forms.IntegerField(
        label=_("Sign-up opens, days before"),
        required=False,
        min_value=0,
        max_value=_LONGEST_WINDOW,
        help_text=_("Empty: at once."),
    )
    closes_days = forms.IntegerField(
        label=_("Sign-up closes, days before"),
        required=False,
        min_value=0,
        max_value=_LONGEST_WINDOW,
        help_text=_("Empty: when it starts."),
    )

    def __init__(self, *args: Any, row: ProposedMeeting, hosts: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        """Take Django's arguments, what the row begins with, and the municipalities as choices."""
        self.row = row
        plan = row.plan
        initial = {name: getattr(plan, name) for name in ("start", "end", "venue", "address", "capacity")}
        initial |= {name: getattr(plan, name) for name in ("opens_days", "closes_days")}
        initial |= {"take": row.wanted, "day": row.day, "host": str(plan.host.pk) if plan.host else ""}
        super().__init__(*args, initial=initial, prefix=f"m{row.parent.pk}", **kwargs)
        self.fields["host"].choices = hosts
        for name in ("venue", "address"):
            self.fields[name].validators.append(ProhibitNullCharactersValidator())
        self.clashes: list[str] = []

    @property
    def title(self) -> str:
        """Whose meeting it is."""
        return gettext("Joint meeting") if self.row.plan.joint else self.row.parent.title

    def clean(self) -> dict[str, Any]:
        """Check the meeting as the rules do. One that is not wanted may be anything."""
        cleaned = super().clean()
        if not cleaned.get("take"):
            self._errors.clear()
            return cleaned
        if not cleaned.get("day"):
            if "day" not in self.errors:
                self.add_error("day", _("Give a date, or take the tick away."))
        elif not self.errors:
            try:
                self.plan().validate()
            except ValidationError as error:
                self.add_error(None, error)
        return cleaned

    def plan(self) -> MeetingPlan:
        """Return what was typed."""
        given = {name: value for name, value in self.cleaned_data.items() if name not in {"take", "host"}}
        host = self.cleaned_data.get("host")
        return MeetingPlan(parent=self.row.parent, host=Municipality.objects.get(pk=host) if host else None, **given)


class PlanForm:
    """The whole form."""

    def __init__(self, proposal: Proposal, data: Any = None) -> None:
        """Begin with a proposal, or with what was sent."""
        places = Municipality.objects.order_by("sort_key").values_list("pk", "name")
        hosts = [("", "—"), *((str(pk), name) for pk, name in places)]
        self.round = RoundForm(data, proposal=proposal)
        self.rows = [MeetingRowForm(data, row=row, hosts=hosts) for row in proposal.rows]
        self.round_clashes: list[str] = []
        self.is_empty = False

    @property
    def media(self) -> Any:
        """Scripts and styles of the widgets."""
        return self.round.media + self.rows[0].media if self.rows else self.round.media

    def is_valid(self) -> bool:
        """Check all of it: a round has one meeting at least."""
        valid = all([self.round.is_valid(), *[row.is_valid() for row in self.rows]])
        self.is_empty = valid and not any(row.cleaned_data["take"] for row in self.rows)
        return valid and not self.is_empty

    def plan(self) -> RoundPlan:
        """Return what was typed."""
        return self.round.plan([row.plan() for row in self._taken()])

    def show_clashes(self, clashes: Sequence[Clash]) -> None:
        """Put clashes beside what they are about, and note that the editor sees them now."""
        taken = self._taken()
        for clash in clashes:
            (self.round_clashes if clash.meeting is None else taken[clash.meeting].clashes).append(clash.sentence)
        data = self.round.data.copy()
        data["seen"] = self._mark(clashes)
        self.round.data = data

    def has_seen(self, clashes: Sequence[Clash]) -> bool:
        """Say whether the editor has seen these clashes, and sends the plan nevertheless."""
        return not clashes or self.round.cleaned_data["seen"] == self._mark(clashes)

    def _taken(self) -> list[MeetingRowForm]:
        return [row for row in self.rows if row.cleaned_data["take"]]

    @staticmethod
    def _mark(clashes: Sequence[Clash]) -> str:
        text = "\n".join(f"{clash.meeting} {clash.sentence}" for clash in clashes)
        return hashlib.sha256(text.encode()).hexdigest()[:16]
