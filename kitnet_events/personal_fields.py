"""The fields of this app's models: which hold personal data, why, and when that ends.

That it does end is ``domain.privacy``'s; when, the settings' (``NEEDS_DAYS``, ``DATA_DAYS``).
"""

from django.utils.translation import gettext_lazy as _

from kitnet_pages.personal_data import Personal, declare

_WHILE_MEMBER = _("When the person is no member any more, 180 days after the last meeting at the earliest")
_DATA = _("180 days after the meeting")

_REACHED = Personal(_("To hold a seat for the right person, and to write to them"), _WHILE_MEMBER)
_CHOSEN = Personal(_("To do as the person chose"), _WHILE_MEMBER)
_COMING = Personal(_("To prepare and hold the meeting"), _WHILE_MEMBER)
_SHOWN = Personal(_("To show the name to the other participants, if the person said yes"), _WHILE_MEMBER)
_WRITTEN = Personal(_("To prepare and hold the meeting"), _DATA)
_NEEDED = Personal(
    _("So that the host can make room and food fit"),
    _("When the person steps back or takes the consent back, a week after the meeting at the latest"),
)
_MAILED = Personal(_("To write to the person, and to see whether it arrived"), _DATA)
_INVITED = Personal(_("So that calendars take back what they were told"), _DATA)
_CURIOUS = Personal(_("One mail when sign-up opens"), _("When that mail is sent"))
_JOINED = Personal(_("To find the person's group, and to plan what members want to hear about"), _WHILE_MEMBER)
_LET_IN = Personal(_("To let members into the online community, and out of it"), _WHILE_MEMBER)
_TO_LET_OUT = Personal(
    _("To let somebody who was erased out of the online community"),
    _("When they are out of it, 30 days after the erasure at the latest"),
)
_LEFT_ALONE = Personal(_("So that nobody is invited who said no"), _("When the person lets us invite them again"))
_CONTACT = Personal(
    _("To ask a municipality each year whether it goes on"), _("180 days after the municipality has left the network")
)
_SPEAKING = Personal(_("To say who speaks at the meeting"), _("When the page is deleted"))
_ASKED = Personal(_("So that visitors can ask somebody"), _("When an editor deletes the contact"))
_OFFICER = Personal(_("So that people can reach the data protection officer"), _("When an editor changes it"))
_DECIDED = Personal(_("To see who told participants of a change"), _("When the login is deleted"))
_LOGGED_IN = Personal(_("To do as the person chose"), _("When the login is deleted"))


def register() -> None:
    """Declare every field. A new one joins ``personal``, with purpose and end, or ``other``."""
    _of_meetings()
    _of_people()


def _of_meetings() -> None:
    declare(
        "kitnet_events.Announcement",
        personal={"user": _DECIDED},
        other="meeting revision change tells added_line asked_at used_at",
    )
    declare("kitnet_events.AttendanceCount", other="meeting municipality signed_up attended")
    declare("kitnet_events.ClockMark", other="name done_at")
    declare("kitnet_events.DataController", other="sort_order settings name email url")
    declare("kitnet_events.DigestChoice", personal={"user": _LOGGED_IN}, other="wanted")
    declare(
        "kitnet_events.Enrolment",
        personal={
            **dict.fromkeys(("participant", "name", "title", "municipality", "organisation"), _JOINED),
            **dict.fromkeys(("group", "topics", "wishes", "state", "first_day", "last_day"), _JOINED),
            **dict.fromkeys(("asked_at", "proved_at", "decided_at", "decided_by"), _JOINED),
            **dict.fromkeys(("let_in_at", "let_out_at"), _LET_IN),
        },
        other="expires_at",
    )
    declare("kitnet_events.Feed", other="kind slug title group round topic header version changed_at")
    declare("kitnet_events.FeedAlias", other="kind slug feed")
    declare("kitnet_events.FeedFetches", other="day feed client number")
    declare("kitnet_events.MailText", other="key subject body changed_at")
    declare(
        "kitnet_events.Meeting",
        other=(
            "uid page group joint round host title starts_at ends_at date_only venue address published"
            " first_published_at moved_from_start moved_from_end moved_from_date_only status cancellation_reason"
            " takes_sign_ups capacity municipality_max opens_at closes_at audience confirmation_text reminder_days"
            " sequence changed_at vevent topics feeds"
        ),
    )
    declare("kitnet_events.MeetingContact", personal={"contact": _ASKED}, other="sort_order page")
    declare("kitnet_events.MeetingIndexPage", other="introduction")
    declare("kitnet_events.MeetingMaterial", other="sort_order page kind title document url")
    declare(
        "kitnet_events.MeetingPage",
        personal={"body": _SPEAKING, "minutes": _SPEAKING},
        other=("lead start_date start_time end_date end_time venue address host online_url round internal_note topics"),
    )
    declare(
        "kitnet_events.PrivacySettings",
        personal=dict.fromkeys(("officer_name", "officer_email", "officer_phone"), _OFFICER),
        other="site arrangement authority_name authority_url",
    )
    declare(
        "kitnet_events.ProgrammeItem",
        personal={"speaker": _SPEAKING, "speaker_title": _SPEAKING},
        other="sort_order page start_time end_time duration kind title description",
    )
    declare("kitnet_events.RoundPage", other="body year number theme introduction")
    declare("kitnet_events.SignUpQuestion", other="meeting position kind label choices required")


def _of_people() -> None:
    declare(
        "kitnet_events.CommunityExit",
        personal=dict.fromkeys(("name", "email", "group", "erased_on"), _TO_LET_OUT),
    )
    declare("kitnet_events.Invitation", personal={"email": _INVITED}, other="meeting last_sequence standing")
    declare("kitnet_events.OpeningNotice", personal={"email": _CURIOUS}, other="meeting created_at")
    declare(
        "kitnet_events.OutboxMail",
        personal=dict.fromkeys(("to", "participant", "sign_up", "context", "last_error"), _MAILED),
        other=(
            "key meeting method sequence message_id once state attempts next_attempt_at leased_until created_at sent_at"
        ),
    )
    # A digest names nobody, but it can be compared with an address that is known: pseudonymous (GDPR, recital 26).
    declare("kitnet_events.OptOut", personal=dict.fromkeys(("digest", "created_at"), _LEFT_ALONE))
    declare(
        "kitnet_events.Renewal",
        personal={"email": _CONTACT},
        other="year membership asked_at reminders answer answered_at",
    )
    declare("kitnet_events.RenewalYear", personal={"opened_by": _DECIDED}, other="year opened_at")
    declare(
        "kitnet_events.Participant",
        personal={
            **dict.fromkeys(("email", "name", "title", "municipality", "organisation", "proved_at"), _REACHED),
            **dict.fromkeys(("is_member", "created_at"), _REACHED),
            "invitations_by_mail": _CHOSEN,
            "own_group": _CHOSEN,
        },
        other="token_version feed_version",
    )
    declare(
        "kitnet_events.SignUp",
        personal={
            **dict.fromkeys(("participant", "name", "title", "municipality", "organisation"), _COMING),
            **dict.fromkeys(("state", "role", "attended", "proved_at", "queued_at", "cancelled_at"), _COMING),
            "created_at": _COMING,
            "listed": _SHOWN,
            **dict.fromkeys(("signed_up_by", "note", "answers", "internal_note"), _WRITTEN),
            "needs": _NEEDED,
        },
        other="meeting expires_at",
    )
