"""Models: fields, constraints and reads. Rules that write are in ``domain``."""

from .clock import ClockMark
from .feeds import Feed, FeedAlias
from .meeting_index import MeetingIndexPage
from .meeting_pages import MeetingPage
from .meeting_parts import MeetingContact, MeetingMaterial, ProgrammeItem
from .meetings import Meeting
from .rounds import RoundPage

__all__ = [
    "ClockMark",
    "Feed",
    "FeedAlias",
    "Meeting",
    "MeetingContact",
    "MeetingIndexPage",
    "MeetingMaterial",
    "MeetingPage",
    "ProgrammeItem",
    "RoundPage",
]
