"""The network's members, and what came of them: who was at the last meetings, who waits, and who has answered."""

from datetime import datetime, time, timedelta
from itertools import cycle, islice

from django.db.models import Q
from django.utils.text import slugify

from cms_site.demo.days import Days
from kitnet_events.domain.community import note_let_in
from kitnet_events.domain.desk import set_attendance
from kitnet_events.domain.joining import JoinDetails, ask_to_join, prove_enrolment
from kitnet_events.domain.leaving import leave_network
from kitnet_events.domain.renewal import answer_renewal, open_year
from kitnet_events.domain.signup import SignUpDetails, add_by_hand
from kitnet_events.enums import MailState, RenewalAnswer
from kitnet_events.models import Enrolment, Meeting, OutboxMail, Participant, Renewal, SignUp
from kitnet_events.timespan import ZONE
from kitnet_pages.models import Membership, Municipality

from .memberships import PLAIN
from .participants import people
from .resolving import Known

MEMBERS = 170
# Of each two members from a municipality, the second wants to hear about these.
_WISHES = ("Erfaringer fra andre kommuner, gerne de skæve.", "Hvordan får vi ledelsen med?", "")
_ROUNDS_WITH_PEOPLE = 3
_AT_A_MEETING = 12
_WAITING = 2
_NOT_LET_IN = 4
_MAILS_OF_NETWORK = ("join_prove", "join_waiting", "join_to_approve", "welcome", "left", "renewal")


def add_members(days: Days, known: Known) -> None:
    """Let people join the network over the last year; let some of them leave, and some wait for approval."""
    now = datetime.combine(days.today, time(9), tzinfo=ZONE)
    _give_mailboxes()
    _join(known, now)
    _fill_past_meetings(now)
    _renew(days, now)
    # All of this happened before the demo began: its mails are not sent once more.
    past = Q(key__in=_MAILS_OF_NETWORK) | Q(meeting__ends_at__lte=now)
    OutboxMail.objects.filter(past, state=MailState.QUEUED).update(state=MailState.SENT, sent_at=now)


def _join(known: Known, now: datetime) -> None:
    topics = cycle(known.topic.values())
    names = people()
    homes = list(Membership.objects.on(now.date() - timedelta(days=420)).current().select_related("municipality"))
    joined = []
    for number, (home, (name, title)) in enumerate(zip(islice(cycle(homes), MEMBERS), names, strict=False)):
        then = now - timedelta(days=400 - 2 * number)
        topic, wishes = next(topics), _WISHES[number % len(_WISHES)]
        joined.append(_member(name, title, home.municipality, then, (topic.pk,), wishes))
    note_let_in(Enrolment.objects.all(), [each.pk for each in joined[:-_NOT_LET_IN]])
    if joined:
        leave_network(joined[0].pk, now=now - timedelta(days=3))
    inside = Membership.objects.current().values("municipality_id")
    outside = Municipality.objects.filter(group__isnull=False).exclude(pk__in=inside).order_by("sort_key")
    for number, (place, (name, title)) in enumerate(zip(outside[:_WAITING], names, strict=False)):
        _member(name, title, place, now - timedelta(days=2, hours=number), (), _WISHES[0])


def _member(
    name: str, title: str, municipality: Municipality, then: datetime, topics: tuple[int, ...], wishes: str
) -> Enrolment:
    """Let somebody ask to join, and say yes to the mail an hour later."""
    details = JoinDetails(
        name=name,
        email=f"{slugify(name.translate(PLAIN)).replace('-', '.')}@{_domain(municipality)}",
        title=title,
        municipality_id=municipality.pk,
        topic_ids=topics,
        wishes=wishes,
    )
    return prove_enrolment(ask_to_join(details, now=then).pk, now=then + timedelta(hours=1))


def _fill_past_meetings(now: datetime) -> None:
    """Let members have been at the meetings of the last rounds: most of those who had a seat."""
    past = Meeting.objects.public().past(now).filter(round__isnull=False, group__isnull=False)
    rounds = list(dict.fromkeys(past.values_list("round_id", flat=True)))[:_ROUNDS_WITH_PEOPLE]
    for number, meeting in enumerate(past.filter(round__in=rounds)):
        of_group = Participant.objects.filter(is_member=True).of_groups([meeting.group_id]).order_by("pk")
        members = list(of_group.select_related("municipality"))
        first = number * 5 % max(len(members), 1)
        chosen = (members[first:] + members[:first])[: _AT_A_MEETING + number % 4]
        then = meeting.starts_at - timedelta(days=20)
        seats = [add_by_hand(meeting.pk, _details(person), now=then).pk for person in chosen]
        SignUp.objects.filter(pk__in=seats).update(created_at=then)
        set_attendance(seats[:-2], attended=True)
        set_attendance(seats[-2:], attended=False)


def _details(person: Participant) -> SignUpDetails:
    return SignUpDetails(
        name=person.name, email=person.email, title=person.title, municipality_id=person.municipality_id, listed=True
    )


def _renew(days: Days, now: datetime) -> None:
    """Open next year for renewal ten days ago; half of the contacts have answered, one of them with a no."""
    then = now - timedelta(days=10)
    open_year(days.today.year + 1, now=then)
    for number, renewal in enumerate(Renewal.objects.for_listing()):
        if number % 2 == 0:
            answer = RenewalAnswer.NO if number == 6 else RenewalAnswer.YES
            answer_renewal(renewal.pk, answer, now=then + timedelta(days=number % 9, hours=3))


def _give_mailboxes() -> None:
    for municipality in Municipality.objects.all():
        municipality.mailbox = f"post@{_domain(municipality)}"
        municipality.save(update_fields=["mailbox", "sort_key"])


def _domain(municipality: Municipality) -> str:
    return f"{slugify(municipality.name.translate(PLAIN))}.example"
