"""Who may open which of the project's own addresses in the admin: the table of tests/test_admin_roles.py.

Whoever adds an address to the admin adds a line: its name, the thing that it is about (None: none), and to whom it is
open. A star stands for any part of a name; the first line that fits counts.

    E  editors (Redaktører)
    W  writers (Skribenter)
    F  facilitators, at their own group's thing
    X  facilitators, at another group's thing, or at one of all groups
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from django.urls import get_resolver
from django.urls.resolvers import URLResolver
from django.utils import timezone

from kitnet_events.domain.joining import JoinDetails, ask_to_join
from kitnet_events.models import Enrolment, FeedFetches, MailText, Meeting, OutboxMail, Renewal, RenewalYear
from kitnet_pages.domain.exports import record_export
from kitnet_pages.domain.roles import setup_roles
from tests import factories
from tests.kitnet_events.signup.people import sign_up

# Stands in everything of another group that is not public. No answer to a facilitator may hold it.
SECRET = "Hemmelig"


@dataclass(frozen=True)
class Side:
    """One group with its meeting, people and papers."""

    group: Any
    meeting: Meeting
    things: dict[str, Any]


@dataclass(frozen=True)
class World:
    """The own group, another one, and what belongs to none."""

    own: Side
    other: Side
    shared: dict[str, Any]

    def thing(self, kind: str, *, own: bool) -> list[Any]:
        """Return the arguments of an address about a thing of a kind."""
        found = (self.own if own else self.other).things.get(kind)
        return list(self.shared[kind] if found is None else found)


def make_world(network: factories.Network) -> World:
    """Plant two groups with everything that addresses of the admin are about."""
    setup_roles()
    season = factories.RoundPageFactory(parent=network.meeting_index)
    own = _side(network, season, "Sjælland", "")
    other = _side(network, season, "Syddanmark", SECRET)
    draft = factories.MeetingPageFactory(parent=other.group, title=f"{SECRET} udkast", live=False)
    other.things["page"] = [draft.pk]
    contact, topic = factories.ContactFactory(), factories.TopicFactory()
    fetches = FeedFetches.objects.create(day=timezone.localdate(), client="outlook", number=3)
    text = MailText.objects.order_by("pk").first() or MailText.objects.create(key="prove", subject="x", body="x")
    return World(
        own,
        other,
        {
            "contact": [contact.pk],
            "topic": [topic.pk],
            "organisation": [factories.OrganisationFactory().pk],
            "collection": [factories.CollectionFactory().pk],
            "fetches": [fetches.pk],
            "mail text": [text.pk],
            "export": [record_export(factories.UserFactory(username=SECRET), SECRET, 1, "csv").pk],
            "round": [season.pk],
            "site": [network.site.pk],
        },
    )


def _side(network: factories.Network, season: Any, title: str, secret: str) -> Side:
    group = factories.GroupPageFactory(parent=network.group_index, title=title)
    municipality = factories.MunicipalityFactory(group=group)
    meeting = factories.make_meeting(group, round=season)
    name = f"{secret} Ida".strip()
    email = f"{secret.lower() or 'vores'}@{title.lower().replace('æ', 'ae')}.example"
    mine = sign_up(meeting, 1, name=name, email=email, municipality_id=municipality.pk, note=f"{secret} note")
    ask_to_join(JoinDetails(name, f"ny-{email}", municipality_id=municipality.pk))
    enrolment = Enrolment.objects.get(participant__email=f"ny-{email}")
    Enrolment.objects.filter(pk=enrolment.pk).update(state="pending", group=group)
    membership = factories.MembershipFactory(municipality=municipality, contact_name=name, contact_email=email)
    year, _born = RenewalYear.objects.get_or_create(year=2027)
    renewal = Renewal.objects.create(year=year, membership=membership, email=email)
    mail = OutboxMail.objects.filter(sign_up=mine, key="confirmed").get()
    OutboxMail.objects.filter(pk=mail.pk).update(state="failed", last_error=f"{secret} fejl")
    revision = meeting.page.save_revision()
    reviewed = factories.make_meeting(group, title=f"{secret} til gennemsyn".strip())
    version = reviewed.page.save_revision()
    state = reviewed.page.get_workflow().start(reviewed.page, factories.UserFactory()).current_task_state
    return Side(
        group,
        meeting,
        {
            "meeting": [meeting.pk],
            "uid": [meeting.uid],
            "revision": [meeting.uid, revision.pk],
            "page": [meeting.page_id],
            "page action": [meeting.page_id, "publish"],
            "approval": [reviewed.uid, version.pk, state.pk],
            "sign-up": [mine.pk],
            "participant": [mine.participant_id],
            "mail": [mail.pk],
            "mail action": [mail.pk, "again"],
            "membership": [membership.pk],
            "renewal": [renewal.pk],
            "municipality": [municipality.pk],
            "enrolment": [enrolment.pk],
        },
    )


def addresses() -> Iterator[str]:
    """Yield the names of the project's own addresses in the admin."""
    (admin,) = [one for one in get_resolver().url_patterns if str(one.pattern) == "admin/"]
    for name, route, module in _walk(admin):
        if "kitnet" in name + route or "_modeladmin_" in name or module.startswith("kitnet_"):
            yield name


def _walk(resolver: Any, namespaces: tuple[str, ...] = (), prefix: str = "") -> Iterator[tuple[str, str, str]]:
    for one in resolver.url_patterns:
        route = prefix + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _walk(one, (*namespaces, one.namespace) if one.namespace else namespaces, route)
        else:
            yield ":".join((*namespaces, one.name or "")), route, getattr(one.callback, "__module__", "")


@dataclass(frozen=True)
class Case:
    """A line of the table. What is only ever posted has the ``data`` of a deed that changes something."""

    name: str
    kind: str | None
    open_to: str
    data: dict[str, str] | None = None


def _register(path: str, kind: str, listed: str, *, inspect: str = "", edit: str = "", history: str = "") -> list[Case]:
    """Return the lines of a register in which nothing is made and nothing deleted."""
    return [
        Case(f"{path}_modeladmin_index", None, listed),
        Case(f"{path}_modeladmin_create", None, ""),
        Case(f"{path}_modeladmin_inspect", kind, inspect),
        Case(f"{path}_modeladmin_edit", kind, edit),
        Case(f"{path}_modeladmin_delete", kind, ""),
        Case(f"{path}_modeladmin_history", kind, history),
    ]


def _snippet(model: str, *, made_by: str = "E") -> list[Case]:
    """Return the lines of a snippet that editors keep and everybody chooses; ``made_by`` whom in the chooser."""
    return [
        *(Case(f"wagtailsnippets_kitnet_pages_{model}:{view}", None, "E") for view in ("list", "list_results", "add")),
        Case(f"wagtailsnippets_kitnet_pages_{model}:*", model, "E"),
        Case(f"wagtailsnippetchoosers_kitnet_pages_{model}:create", None, made_by),
        Case(f"wagtailsnippetchoosers_kitnet_pages_{model}:chosen", model, "EWFX"),
        Case(f"wagtailsnippetchoosers_kitnet_pages_{model}:*", None, "EWF"),
    ]


CASES: list[Case] = [
    # Registers.
    *_register("meetings_ledger", "meeting", "EF", inspect="EF"),
    *_register("meetings_fetches", "fetches", "E", history="E"),
    *_register("meetings_signups", "sign-up", "EF", inspect="EF"),
    *_register("meetings_outbox", "mail", "EF", inspect="EF"),
    Case("meetings_outbox_modeladmin_all_again", None, "EF"),
    Case("meetings_outbox_modeladmin_action", "mail action", "EF", {}),
    *_register("meetings_mail-texts", "mail text", "E", edit="E", history="E"),
    *_register("municipalities", "municipality", "E", edit="E", history="E"),
    *_register("reports_exports", "export", "E", history="E"),
    *_register("participants", "participant", "EF", inspect="EF"),
    Case("participants_modeladmin_merge", "participant", "E"),
    Case("memberships_modeladmin_index", None, "EF"),
    Case("memberships_modeladmin_create", None, "E"),
    Case("memberships_modeladmin_history", "membership", "EF"),
    Case("memberships_modeladmin_*", "membership", "E"),
    *_snippet("contact"),
    *_snippet("organisation"),
    *_snippet("topic"),
    *_snippet("collection", made_by=""),
    *_register("renewals", "renewal", "EF"),
    Case("kitnet_renewal:open", None, "E"),
    Case("kitnet_renewal:again", "renewal", "E"),
    Case("kitnet_coverage_board:index", None, "EF"),
    # Members.
    Case("kitnet_invite:invite", "uid", "EF"),
    Case("kitnet_members:index", None, "EF"),
    Case("kitnet_members:*", "enrolment", "EF"),
    # Meetings. Lists of pages show to each role what it has rights on.
    Case("kitnet_meetings:index", None, "EWF"),
    Case("kitnet_meetings:index_results", None, "EWF"),
    Case("kitnet_meetings:choose_parent", None, "EWF"),
    Case("kitnet_meetings:months", None, "EWF"),
    Case("kitnet_meetings:import", None, "EWF"),
    Case("kitnet_meetings:plan", None, "EW"),
    Case("kitnet_meetings:round", "round", "E"),
    Case("kitnet_meetings:publish", "revision", "EF"),
    Case("kitnet_meetings:approve", "approval", "E"),
    Case("kitnet_meetings:*", "uid", "EF"),
    # Pages in the admin's own API.
    Case("wagtailadmin_api:pages:action", "page action", "EF", {}),
    Case("wagtailadmin_api:pages:detail", "page", "EWF"),
    Case("wagtailadmin_api:pages:find", None, ""),
    Case("wagtailadmin_api:pages:listing", None, "EWF"),
    # Sign-ups.
    Case("kitnet_signups:bulk", None, "EF", {"deed": "cancel"}),
    Case("kitnet_signups:act", "sign-up", "EF", {"deed": "cancel"}),
    Case("kitnet_signups:*", "uid", "EF"),
    # Rounds: pages of all groups.
    Case("kitnet_rounds:choose_parent", None, "EWF"),
    Case("kitnet_rounds:*", None, "EWF"),
    # Articles.
    Case("kitnet_news:import", None, "EW"),
    Case("kitnet_news:*", None, "EWF"),
]


def case_of(name: str) -> Case | None:
    """Return the line of an address; None while it has none."""
    return next((case for case in CASES if fnmatchcase(name, case.name)), None)
