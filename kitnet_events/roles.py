"""What the network's roles may do with meetings."""

from kitnet_pages.extension_points import ROLE_EDITORS, ROLE_FACILITATORS, register_role_permissions


def register() -> None:
    """Let editors and facilitators see meetings, participants and sign-ups: which ones, the registers ask.

    How often calendars are fetched, editors alone see.
    """
    for role in (ROLE_EDITORS, ROLE_FACILITATORS):
        register_role_permissions(
            role,
            "kitnet_events.view_meeting",
            "kitnet_events.view_participant",
            "kitnet_events.view_signup",
            "kitnet_events.change_signup",
            "kitnet_events.view_outboxmail",
            "kitnet_events.change_outboxmail",
        )
        register_role_permissions(role, "kitnet_events.view_enrolment", "kitnet_events.change_enrolment")
        register_role_permissions(role, "kitnet_events.view_renewal")
    register_role_permissions(ROLE_EDITORS, "kitnet_events.add_renewalyear")
    register_role_permissions(
        ROLE_EDITORS,
        "kitnet_events.view_feedfetches",
        "kitnet_events.change_participant",
        "kitnet_events.change_privacysettings",
        "kitnet_events.view_mailtext",
        "kitnet_events.change_mailtext",
    )
