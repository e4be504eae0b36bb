"""The notice that stands at every form in which somebody gives their data."""

from typing import Any

from django import template
from django.template import Context

from kitnet_events.domain.privacy_notice import notice_of
from kitnet_events.models import PrivacySettings
from kitnet_pages.domain.navigation import network_settings

register = template.Library()


@register.inclusion_tag("kitnet_events/components/privacy_notice.html", takes_context=True)
def privacy_notice(context: Context, kind: str, meeting: Any = None) -> dict[str, Any]:
    """Say who is responsible, what for, until when, and whom to turn to: ``{% privacy_notice "sign_up" meeting %}``.

    ``kind`` is one of those registered with ``domain.privacy_notice.register_notice``.
    """
    request = context.get("request")
    settings = PrivacySettings.read_for(request)
    return {
        "network": network_settings(request),
        "privacy": settings,
        "controllers": list(settings.controllers.all()),
        "sentences": notice_of(kind, meeting),
    }
