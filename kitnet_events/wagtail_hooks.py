"""Wiring into Wagtail's admin."""

from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail_modeladmin.options import modeladmin_register

from kitnet_events.admin import dashboard
from kitnet_events.admin.approving import MeetingPageViewSet, ask_before_approving, stand_in
from kitnet_events.admin.bulk_publishing import AskOncePublishBulkAction, ask_before_bulk_publishing
from kitnet_events.admin.buttons import mail_buttons, meeting_buttons, register_log_actions
from kitnet_events.admin.copies import refuse_second_meeting
from kitnet_events.admin.coverage_board import CoverageBoardViewSet, coverage_board_menu_item
from kitnet_events.admin.desk import SignUpDesk
from kitnet_events.admin.digest import DigestSettingsPanel
from kitnet_events.admin.fetches import FetchRegister
from kitnet_events.admin.held_mails import HeldMailsMenuItem
from kitnet_events.admin.inviting import InviteViewSet, invite_button
from kitnet_events.admin.inviting import register_log_actions as register_inviting
from kitnet_events.admin.ledger import MeetingRegister
from kitnet_events.admin.listings import MeetingsMenu
from kitnet_events.admin.mail_texts import MailTextRegister
from kitnet_events.admin.members import MembersViewSet, members_menu_item
from kitnet_events.admin.merging import register_log_actions as register_merging
from kitnet_events.admin.outbox import OutboxRegister
from kitnet_events.admin.page_api import ask_in_api
from kitnet_events.admin.participants import ParticipantRegister
from kitnet_events.admin.protection import (
    refuse_in_bulk,
    refuse_to_delete,
    refuse_to_move,
    refuse_to_unpublish,
)
from kitnet_events.admin.publishing import ask_before_publishing
from kitnet_events.admin.renewal_questions import RenewalViewSet
from kitnet_events.admin.renewals import RenewalRegister
from kitnet_events.admin.rounds import round_buttons
from kitnet_events.admin.signups import SignUpRegister
from kitnet_events.admin.tree_questions import (
    AskingPageViewSet,
    ask_before_deleting,
    ask_before_moving,
    ask_before_unpublishing,
    ask_in_bulk,
)
from kitnet_pages.admin.menu import NETWORK_MENU_HOOK

dashboard.register()

modeladmin_register(MeetingRegister)
modeladmin_register(FetchRegister)
modeladmin_register(ParticipantRegister)
modeladmin_register(RenewalRegister)
modeladmin_register(SignUpRegister)
modeladmin_register(OutboxRegister)
modeladmin_register(MailTextRegister)
hooks.register("register_account_settings_panel", DigestSettingsPanel)
hooks.register("construct_homepage_panels", dashboard.add_panels)
hooks.register("before_copy_page", refuse_second_meeting)
hooks.register("before_unpublish_page", refuse_to_unpublish)
hooks.register("before_delete_page", refuse_to_delete)
# After the question whether one may at all.
hooks.register("before_move_page", refuse_to_move, order=5)
hooks.register("before_bulk_action", refuse_in_bulk)
# After what refuses: of that there is nothing to ask.
hooks.register("before_unpublish_page", ask_before_unpublishing, order=10)
hooks.register("before_delete_page", ask_before_deleting, order=10)
hooks.register("before_move_page", ask_before_moving, order=10)
hooks.register("before_bulk_action", ask_in_bulk, order=10)
hooks.register("before_publish_page", ask_before_publishing)
hooks.register("before_bulk_action", ask_before_bulk_publishing)
# After Wagtail's own, whose place it takes.
hooks.register("register_bulk_action", AskOncePublishBulkAction, order=100)
hooks.register("before_edit_page", stand_in)
hooks.register("after_edit_page", ask_before_approving)
# After Wagtail's own for all pages, whose place it takes.
hooks.register("register_admin_viewset", AskingPageViewSet, order=100)
hooks.register("register_admin_viewset", MeetingPageViewSet)
hooks.register("register_admin_menu_item", HeldMailsMenuItem)
hooks.register("construct_admin_api", ask_in_api)
hooks.register("construct_homepage_panels", dashboard.move_reviews)
hooks.register("register_page_header_buttons", meeting_buttons)
hooks.register("register_page_header_buttons", mail_buttons)
hooks.register("register_page_listing_more_buttons", meeting_buttons)
hooks.register("register_page_header_buttons", round_buttons)
hooks.register("register_page_listing_more_buttons", round_buttons)
hooks.register("register_log_actions", register_log_actions)
hooks.register("register_log_actions", register_merging)
hooks.register(NETWORK_MENU_HOOK, members_menu_item)
hooks.register("register_admin_viewset", MembersViewSet)
hooks.register("register_log_actions", register_inviting)
hooks.register("register_page_header_buttons", invite_button)
hooks.register("register_admin_viewset", InviteViewSet)
hooks.register("register_admin_viewset", RenewalViewSet)
hooks.register(NETWORK_MENU_HOOK, coverage_board_menu_item)
hooks.register("register_admin_viewset", CoverageBoardViewSet)


@hooks.register("register_admin_viewset")
def meetings_menu() -> ViewSetGroup:
    """Add the menu "Meetings" and the list in it."""
    return MeetingsMenu()


@hooks.register("register_admin_viewset")
def sign_up_desk() -> SignUpDesk:
    """Add the pages about sign-ups that are no list."""
    return SignUpDesk()
