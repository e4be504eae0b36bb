"""Models: fields, constraints and reads. Rules that write are in ``domain``."""

from .announcements import Announcement, DigestChoice
from .attendance import AttendanceCount
from .clock import ClockMark
from .community import CommunityExit
from .enrolments import Enrolment
from .feeds import Feed, FeedAlias
from .fetches import FeedFetches
from .meeting_index import MeetingIndexPage
from .meeting_pages import MeetingPage
from .meeting_parts import MeetingContact, MeetingMaterial, ProgrammeItem
from .meetings import Meeting
from .opt_outs import OptOut
from .outbox import Invitation, MailText, OutboxMail
from .participants import Participant
from .privacy import DataController, PrivacySettings
from .renewals import Renewal, RenewalYear
from .rounds import RoundPage
from .signups import OpeningNotice, SignUp, SignUpQuestion

__all__ = [
    "Announcement",
    "AttendanceCount",
    "ClockMark",
    "CommunityExit",
    "DataController",
    "DigestChoice",
    "Enrolment",
    "Feed",
    "FeedAlias",
    "FeedFetches",
    "Invitation",
    "MailText",
    "Meeting",
    "MeetingContact",
    "MeetingIndexPage",
    "MeetingMaterial",
    "MeetingPage",
    "OpeningNotice",
    "OptOut",
    "OutboxMail",
    "Participant",
    "PrivacySettings",
    "ProgrammeItem",
    "Renewal",
    "RenewalYear",
    "RoundPage",
    "SignUp",
    "SignUpQuestion",
]
