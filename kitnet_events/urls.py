"""Addresses of the app that are no pages. Mount it at the site's root, before Wagtail's own.

Calendars, a meeting's permanent address and the links of participants' mails are stored elsewhere: these paths stay.
"""

from django.urls import include, path, register_converter

from kitnet_events import conf
from kitnet_events.views import (
    calendar,
    joining,
    manage,
    opt_out,
    participant,
    personal_calendar,
    renewal,
    signup,
    step_up,
    subscribe,
)
from kitnet_events.views.quick_route import SignUpPath

app_name = "kitnet_events"

register_converter(SignUpPath, "kitnet_sign_up")

calendar_patterns = [
    path("", subscribe.subscribe, name="subscribe"),
    path("all.ics", calendar.feed, {"kind": "all", "slug": "all"}, name="feed_all"),
    path("meeting/<uuid:uid>.ics", calendar.meeting_file, name="meeting_file"),
    path("meeting/<uuid:uid>/", calendar.meeting_redirect, name="meeting"),
    path("personal/<str:token>.ics", personal_calendar.personal_feed, name="personal_feed"),
    # Slugs of pages may hold any letters: Wagtail's WAGTAIL_ALLOW_UNICODE_SLUGS.
    path("<str:kind>/<str:slug>.ics", calendar.feed, name="feed"),
]

join_patterns = [
    path("", joining.join, name="join"),
    path("se-din-mail/", joining.join_sent, name="join_sent"),
    path("forlad/", joining.leave, name="leave"),
    path("fornyelse/<str:token>/", renewal.answer, name="renewal"),
    path("nej-tak/<str:token>/", opt_out.opt_out, name="opt_out"),
    path("<str:token>/", joining.enrolment, name="enrolment"),
]

urlpatterns = [
    path(conf.get("CALENDAR_PREFIX"), include(calendar_patterns)),
    path(conf.get("SIGN_UP_PREFIX") + "<str:token>/", manage.manage, name="sign_up_manage"),
    path(conf.get("JOIN_PREFIX"), include(join_patterns)),
    path(conf.get("OWN_PAGE_PREFIX"), participant.own_page, name="own_page"),
    path(conf.get("OWN_PAGE_PREFIX") + "bekraeft/<str:token>/", step_up.step_up, name="step_up"),
    path(conf.get("OWN_PAGE_PREFIX") + "<str:token>/", participant.own_page_open, name="own_page_open"),
    path("<kitnet_sign_up:meeting>", signup.sign_up_at, name="sign_up_at"),
]
