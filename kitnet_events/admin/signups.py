"""The register of sign-ups: who comes, who waits, who has not answered yet."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kitnet_events.desk_forms import NoteForm
from kitnet_events.domain import moving
from kitnet_events.domain.attendance import attendance_of
from kitnet_events.domain.seats import Seats
from kitnet_events.enums import SignUpRole, SignUpState
from kitnet_events.models import Meeting, SignUp
from kitnet_events.models.signups import LIVING
from kitnet_pages.admin.base import ReachFilter, Register
from kitnet_pages.admin.views import RegisterIndexView, RegisterInspectView
from kitnet_pages.dates import span_in_words

from .menu import MEETINGS_MENU_HOOK
from .signup_filters import MEETING_PARAMETER, MeetingFilter, WhenFilter, day_of, meetings_of, register_url, sign_ups_of


class SignUpIndexView(RegisterIndexView):
    """The list, with counts above it, and what can be done to several at once."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add counts, the meeting if one is chosen, and what ticked rows can be used for."""
        meeting = self._meeting()
        may_act = self.request.user.has_perm("kitnet_events.change_signup")
        return super().get_context_data(
            counts=self._counts(),
            meeting=meeting,
            when=_when(meeting) if meeting else "",
            seats=Seats.read(meeting) if meeting else None,
            attendance=attendance_of(meeting) if meeting else [],
            may_act=may_act,
            everything=",".join(map(str, self.queryset.order_by().values_list("pk", flat=True))) if may_act else "",
            here=self.request.get_full_path(),
            **kwargs,
        )

    def _meeting(self) -> Meeting | None:
        chosen = self.params.get(MEETING_PARAMETER)
        return meetings_of(self.request.user).filter(pk=chosen).first() if chosen else None

    def _counts(self) -> list[dict[str, Any]]:
        """Return how many there are in each state, of all that filters and search leave."""
        seated = Q(role=SignUpRole.PARTICIPANT)
        found = self.queryset.order_by().aggregate(
            **{state.value: Count("pk", filter=Q(state=state) & seated) for state in SignUpState},
            helpers=Count("pk", filter=Q(state=SignUpState.CONFIRMED) & ~seated),
            present=Count("pk", filter=Q(attended=True)),
        )
        shown = [{"state": state, "label": state.label, "number": found[state.value]} for state in SignUpState]
        shown.append({"state": "helpers", "label": gettext("speakers and staff"), "number": found["helpers"]})
        if found["present"]:
            shown.append({"state": "present", "label": gettext("were there"), "number": found["present"]})
        return shown


class SignUpInspectView(RegisterInspectView):
    """One sign-up: what it says, what has been mailed, and what can be done about it."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the sign-up as editors see it."""
        mine = SignUp.objects.for_desk().get(pk=self.instance.pk)
        living = mine.is_living and not mine.meeting.is_cancelled and not mine.meeting.is_past
        return super().get_context_data(
            sign_up=mine,
            when=_when(mine.meeting),
            place=mine.ahead + 1,
            mails=mine.mails.order_by("-pk")[:10],
            may_act=self.request.user.has_perm("kitnet_events.change_signup"),
            can_get_seat=living and mine.state != SignUpState.CONFIRMED,
            is_living=living,
            others=moving.other_meetings(mine, by_editor=True) if living else [],
            note_form=NoteForm(initial={"note": mine.internal_note}),
            register_url=register_url(mine.meeting),
            **kwargs,
        )


class SignUpRegister(Register):
    """Sign-ups: all of them for editors, those of the own group's meetings for facilitators."""

    model = SignUp
    menu_label = _("Sign-ups")
    menu_icon = "clipboard-list"
    menu_order = 15
    menu_hook = MEETINGS_MENU_HOOK
    base_url_path = "meetings/signups"
    inspect_view_enabled = True
    history_view_enabled = False
    index_view_class = SignUpIndexView
    inspect_view_class = SignUpInspectView
    index_template_name = "kitnet_events/admin/signups/index.html"
    inspect_template_name = "kitnet_events/admin/signups/inspect.html"
    index_view_extra_css = ["kitnet_events/css/desk.css"]
    inspect_view_extra_css = ["kitnet_events/css/desk.css"]
    list_display = ("pick", "person", "workplace_name", "state_in_words", "whose_meeting", "since", "remarks")
    list_display_add_buttons = "person"
    list_export = (
        *("name", "title", "workplace_name", "email", "meeting_title", "meeting_date", "state", "role"),
        *("created_at", "attended", "listed", "note", "answers_in_words"),
    )
    list_filter = (
        "state",
        WhenFilter,
        MeetingFilter,
        ("meeting__group", ReachFilter),
        "role",
        "attended",
    )
    search_fields = ("name", "participant__email", "organisation", "municipality__name", "title")
    ordering = ("-meeting__starts_at", "meeting_id", "queued_at", "pk")
    list_per_page = 100

    def queryset_for(self, user: Any) -> QuerySet[SignUp]:
        """Return all sign-ups for editors, those of the own groups' meetings for facilitators."""
        return sign_ups_of(user).for_desk()

    @admin.display(description="")
    def pick(self, sign_up: SignUp) -> str:
        """Return a tick box for what is done to several at once."""
        label = gettext("Choose %(name)s") % {"name": sign_up.name}
        return format_html(
            '<input type="checkbox" name="pick" value="{}" form="kn-bulk" aria-label="{}">', sign_up.pk, label
        )

    @admin.display(description=_("name"), ordering="name")
    def person(self, sign_up: SignUp) -> str:
        """Return name, title and address."""
        title = format_html("{} · ", sign_up.title) if sign_up.title else ""
        return format_html(
            '<strong>{}</strong><span class="kn-desk__small">{}{}</span>',
            sign_up.name or gettext("(erased)"),
            title,
            sign_up.participant.email,
        )

    @admin.display(description=_("workplace"), ordering="municipality__sort_key")
    def workplace_name(self, sign_up: SignUp) -> str:
        """Return the municipality, else the organisation."""
        return sign_up.workplace

    @admin.display(description=_("state"), ordering="state")
    def state_in_words(self, sign_up: SignUp) -> str:
        """Return the state in a colour and in words, with the place in line."""
        return state_badge(sign_up)

    @admin.display(description=_("meeting"), ordering="meeting__starts_at")
    def whose_meeting(self, sign_up: SignUp) -> str:
        """Return the meeting and its day, with a link to its sign-ups alone."""
        return format_html(
            '<a href="{}">{}</a><span class="kn-desk__small kn-desk__day">{}</span>',
            register_url(sign_up.meeting),
            sign_up.meeting.title,
            day_of(sign_up.meeting),
        )

    @admin.display(description=_("signed up"), ordering="created_at")
    def since(self, sign_up: SignUp) -> str:
        """Return when the sign-up came."""
        return timezone.localtime(sign_up.created_at).strftime("%d.%m.%Y %H:%M")

    @admin.display(description=_("remarks"))
    def remarks(self, sign_up: SignUp) -> str:
        """Return what else there is to know: mail that did not arrive, notes, needs, attendance."""
        failed = format_html('<span class="kn-desk__alert">{}</span> ', gettext("mail failed"))
        words = [gettext("was there")] if sign_up.attended else []
        words += [gettext("was not there")] if sign_up.attended is False else []
        words += [gettext("note")] if sign_up.internal_note or sign_up.note else []
        words += [gettext("needs")] if sign_up.needs else []
        return format_html("{}{}", failed if sign_up.mail_failed else "", ", ".join(words))

    @admin.display(description=_("e-mail"))
    def email(self, sign_up: SignUp) -> str:
        """Return the address."""
        return sign_up.participant.email

    @admin.display(description=_("meeting"))
    def meeting_title(self, sign_up: SignUp) -> str:
        """Return the meeting's title."""
        return sign_up.meeting.title

    @admin.display(description=_("date"))
    def meeting_date(self, sign_up: SignUp) -> Any:
        """Return when the meeting starts."""
        return sign_up.meeting.starts_at

    @admin.display(description=_("answers"))
    def answers_in_words(self, sign_up: SignUp) -> str:
        """Return the answers to the extra questions."""
        return answers_in_words(sign_up)


def answers_in_words(sign_up: SignUp) -> str:
    """Return questions and answers on one line."""
    yes = gettext("yes")
    return "; ".join(f"{asked}: {yes if told is True else told}" for asked, told in sign_up.answers.items())


def state_badge(sign_up: SignUp) -> str:
    """Return the state in a colour and in words, with the place in line. ``sign_up`` comes from ``for_desk``."""
    words = sign_up.get_state_display()
    if sign_up.state == SignUpState.WAITING:
        words = gettext("number %(place)s on the waiting list") % {"place": sign_up.ahead + 1}
    if sign_up.state in LIVING and sign_up.proved_at is None:
        words = gettext("%(state)s, address not proved") % {"state": words}
    role = "" if sign_up.role == SignUpRole.PARTICIPANT else f" · {sign_up.get_role_display()}"
    return format_html('<span class="kn-desk__state" data-state="{}">{}</span>{}', sign_up.state, words, role)


def _when(meeting: Meeting) -> str:
    when = meeting.when
    return span_in_words(when.start, when.end, date_only=when.date_only) if when else ""
