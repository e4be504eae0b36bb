"""The host's own page type: a larger site has pages that the apps know nothing of."""

from wagtail.models import Page


class LandingPage(Page):
    """A page of the larger site."""

    template = "host/landing_page.html"
