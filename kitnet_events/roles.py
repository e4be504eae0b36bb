"""What the network's roles may do with meetings."""

from kitnet_pages.extension_points import ROLE_EDITORS, ROLE_FACILITATORS, register_role_permissions


def register() -> None:
    """Let editors and facilitators see what calendars have been told. Which meetings, the register asks."""
    for role in (ROLE_EDITORS, ROLE_FACILITATORS):
        register_role_permissions(role, "kitnet_events.view_meeting")
