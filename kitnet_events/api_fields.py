"""How a meeting's page shows the meeting in the API: what calendars have been told, and nothing else."""

from typing import Any

from rest_framework.fields import Field

from kitnet_pages.api_fields import PublicPageField


class MeetingField(Field):
    """The meeting of a page, as published: time, place, state, group and round. Never the online link."""

    def __init__(self, **kwargs: Any) -> None:
        """Take the whole page: one that has no meeting yet shows None."""
        super().__init__(source="*", read_only=True, **kwargs)

    def to_representation(self, value: Any) -> dict[str, Any] | None:
        """Return the meeting's facts."""
        meeting = getattr(value, "meeting", None)
        if meeting is None or not meeting.published:
            return None
        page = PublicPageField()
        return {
            "uid": str(meeting.uid),
            "status": meeting.status,
            "starts_at": meeting.starts_at.isoformat() if meeting.starts_at else None,
            "ends_at": meeting.ends_at.isoformat() if meeting.ends_at else None,
            "date_only": meeting.date_only,
            "venue": meeting.venue,
            "address": meeting.address,
            "host": meeting.host.name if meeting.host else None,
            "joint": meeting.joint,
            "group": page.to_representation(meeting.group) if meeting.group else None,
            "round": page.to_representation(meeting.round) if meeting.round else None,
        }
