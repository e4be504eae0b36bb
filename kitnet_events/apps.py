"""Wiring of the app into Django."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class KitnetEventsConfig(AppConfig):
    """Rounds, meetings and calendar feeds."""

    name = "kitnet_events"
    label = "kitnet_events"
    verbose_name = _("Network meetings")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what meetings add to pages, and the triggers that keep the calendar ledger right."""
        from kitnet_events import blocks, personal_fields, roles, sections  # need every model
        from kitnet_events.domain import (
            collections,
            digest,
            expiry,
            mail_texts,
            mails_of_meetings,
            mails_of_members,
            mails_of_network,
            mails_of_people,
            mails_of_sign_up,
            nameless_log,
            own_words,
            privacy_notice,
            rich_data,
            triggers,
        )
        from kitnet_events.domain.mail_kinds import register_mail
        from kitnet_events.views import browser, joining, participant_list, signup

        signup.register()
        browser.name_cookies()
        joining.name_cookies()
        participant_list.register()
        blocks.register()
        sections.register()
        rich_data.register()
        collections.register()
        roles.register()
        personal_fields.register()
        privacy_notice.register()
        mails = (mails_of_sign_up, mails_of_meetings, mails_of_people, own_words, digest, mails_of_members)
        for module in (*mails, mails_of_network):
            register_mail(*module.KINDS)
        post_migrate.connect(mail_texts.keep_texts, sender=self, dispatch_uid="kitnet_events.keep_texts")
        expiry.register()
        triggers.connect()
        nameless_log.connect()
