"""Closed lists of choices."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class MeetingStatus(models.TextChoices):
    """What is true of a meeting in the world."""

    ANNOUNCED = "announced", _("announced")
    PLANNED = "planned", _("planned")
    CANCELLED = "cancelled", _("cancelled")


class FeedKind(models.TextChoices):
    """What a calendar feed is about."""

    ALL = "all", _("The whole network")
    GROUP = "group", _("Group")
    ROUND = "round", _("Round")
    TOPIC = "topic", _("Topic")


class CalendarClient(models.TextChoices):
    """Families of programs that fetch calendars."""

    OUTLOOK = "outlook", "Outlook, Exchange"
    GOOGLE = "google", _("Google Calendar")
    APPLE = "apple", _("Apple: iPhone, iPad, Mac")
    THUNDERBIRD = "thunderbird", "Thunderbird"
    ANDROID = "android", "Android: ICSx⁵, DAVx⁵"
    LINUX = "linux", _("Linux: GNOME, KDE, vdirsyncer")
    SERVER = "server", _("Groupware: Nextcloud and others")
    BROWSER = "browser", _("Browser")
    OTHER = "other", _("Another program")


class ProgrammeKind(models.TextChoices):
    """What happens in an item of the programme."""

    TALK = "talk", _("Talk")
    WORKSHOP = "workshop", _("Workshop")
    DISCUSSION = "discussion", _("Discussion")
    BREAK = "break", _("Break")
    MEAL = "meal", _("Meal")
    OTHER = "other", _("Other")


class MaterialKind(models.TextChoices):
    """What is kept after a meeting."""

    PRESENTATION = "presentation", _("Presentation")
    CANVAS = "canvas", _("Canvas")
    PHOTO = "photo", _("Photo")
    VIDEO = "video", _("Video")
    OTHER = "other", _("Other")


class SignUpAudience(models.TextChoices):
    """Who may sign up to a meeting."""

    ALL = "all", _("Everybody")
    MEMBERS = "members", _("Members of the network")


class SignUpPhase(models.TextChoices):
    """Where a meeting stands with its sign-up."""

    NONE = "none", _("without sign-up")
    NOT_YET = "not_yet", _("not open yet")
    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")
    CANCELLED = "cancelled", _("cancelled")
    PAST = "past", _("past")


class SignUpState(models.TextChoices):
    """Where a sign-up stands. The allowed changes are in ``domain.signup_states`` and drawn in docs/signup.md."""

    HELD = "held", _("seat held until the address is proved")
    CONFIRMED = "confirmed", _("confirmed")
    WAITING = "waiting", _("on the waiting list")
    OFFERED = "offered", _("seat offered")
    CANCELLED = "cancelled", pgettext_lazy("sign-up", "cancelled")


class SignUpRole(models.TextChoices):
    """In what part somebody comes. Speakers and staff count outside the capacity."""

    PARTICIPANT = "participant", _("Participant")
    SPEAKER = "speaker", _("Speaker")
    STAFF = "staff", _("Staff")


class QuestionKind(models.TextChoices):
    """How an extra question is answered."""

    TEXT = "text", _("Text")
    CHOICE = "choice", _("One of several")
    TICK = "tick", _("Tick")


class EnrolmentState(models.TextChoices):
    """Where a person stands with the network. The changes are drawn in docs/members.md."""

    ASKED = "asked", _("address not confirmed yet")
    PENDING = "pending", _("waits for approval")
    ACTIVE = "active", _("member")
    DECLINED = "declined", _("declined")
    ENDED = "ended", _("has left")


class RenewalAnswer(models.TextChoices):
    """What a municipality's contact says to another year. Silence is no answer."""

    NONE = "", _("no answer")
    YES = "yes", _("goes on")
    NO = "no", _("wants to stop")


class WaitingReason(models.TextChoices):
    """Why somebody has no seat yet, as the end of a sentence."""

    FULL = "full", _("the meeting is full")
    SHARE = "share", _("your municipality has all the seats that it may have")
    IN_LINE = "in_line", _("others stand before you in line")


class MailKey(models.TextChoices):
    """The mails that the software sends."""

    PROVE = "prove", _("Prove your address")
    ALREADY = "already", _("You are signed up already")
    MEMBERS_ONLY = "members_only", _("Only members can sign up")
    CONFIRMED = "confirmed", _("Your seat is confirmed")
    WAITING = "waiting", _("You are on the waiting list")
    OFFERED = "offered", _("A seat is offered to you")
    OFFER_LAPSED = "offer_lapsed", _("The offered seat went on")
    PROMOTED = "promoted", _("You got a seat")
    CANCELLED = "cancelled", _("Your sign-up is cancelled")
    HANDED_OVER = "handed_over", _("You handed over your seat")
    MEETING_MOVED = "meeting_moved", _("The meeting is moved")
    MEETING_CANCELLED = "meeting_cancelled", _("The meeting is cancelled")
    MEETING_REVIVED = "meeting_revived", _("The meeting takes place after all")
    REMINDER = "reminder", _("Reminder")
    SIGN_UP_OPENS = "sign_up_opens", _("Sign-up is open")
    OWN_PAGE = "own_page", _("Link to your own page")
    STEP_UP = "step_up", _("Confirm what you asked for")
    NEW_ADDRESS = "new_address", _("Your address is changed")
    MERGED = "merged", _("Your two addresses are one now")
    JOIN_PROVE = "join_prove", _("Confirm that you want to join")
    JOIN_ALREADY = "join_already", _("You are a member already")
    JOIN_WAITING = "join_waiting", _("Your request is with the facilitators")
    JOIN_TO_APPROVE = "join_to_approve", _("Somebody waits for approval")
    JOIN_DECLINED = "join_declined", _("You could not be taken in")
    WELCOME = "welcome", _("Welcome to the network")
    LEAVE_LINK = "leave_link", _("Link to leave the network")
    LEFT = "left", _("You have left the network")
    RENEWAL = "renewal", _("Does the municipality go on?")
    RENEWAL_REMINDER = "renewal_reminder", _("Reminder: does the municipality go on?")
    INVITE = "invite", _("Invitation to a meeting")
    INVITE_OUTSIDE = "invite_outside", _("Invitation to a municipality that is not in")
    OWN_WORDS = "own_words", _("Mail from an editor")
    DIGEST = "digest", _("Daily digest")


def mail_keys() -> list[tuple[str, str]]:
    """Return the kinds of mail as choices. Asked for by name, so that a new kind needs no migration."""
    return MailKey.choices


class MailState(models.TextChoices):
    """Where a mail in the outbox stands."""

    QUEUED = "queued", _("in the queue")
    ON_HOLD = "on_hold", _("waits for an editor")
    SENT = "sent", _("sent")
    FAILED = "failed", _("failed")
    DROPPED = "dropped", _("dropped")


class ItipMethod(models.TextChoices):
    """What an invitation says to a calendar program (RFC 5546, section 3.2)."""

    REQUEST = "REQUEST", "REQUEST"
    CANCEL = "CANCEL", "CANCEL"
