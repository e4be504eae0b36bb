"""Loads the demo: all of it in one transaction, once."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from wagtail.models import Page, Site

from cms_site.demo.building.history import History, page_key
from cms_site.demo.building.media import add_documents, add_pictures
from cms_site.demo.building.meetings import cancel_meetings, plant_meetings, publish_meetings
from cms_site.demo.building.members import add_members
from cms_site.demo.building.memberships import add_memberships
from cms_site.demo.building.pages import plant_groups, plant_news, plant_rounds, plant_sections, publish_all
from cms_site.demo.building.participants import fill_meetings
from cms_site.demo.building.people import add_snippets, add_users, give_roles
from cms_site.demo.building.resolving import Known
from cms_site.demo.content import people, standard
from cms_site.demo.content.selections import SELECTIONS
from cms_site.demo.days import Days
from cms_site.demo.logins import EDITOR
from kitnet_events.models import DataController, PrivacySettings
from kitnet_pages.domain.municipalities import load_municipalities
from kitnet_pages.domain.roles import setup_roles
from kitnet_pages.models import Collection, Municipality, NetworkSettings


@dataclass(frozen=True)
class LoadResult:
    """What loading did: whether it made the demo, and how many pages there are of it."""

    created: bool
    pages: int


def load_demo(today: date | None = None) -> LoadResult:
    """Make the demo's site as it looks on ``today`` (local date; default: the present).

    Where it has been made before, nothing happens, not even to what an editor has deleted since: the demo's home page
    is known by its translation key, whatever became of its title, address and content.
    """
    with transaction.atomic(), translation.override(settings.LANGUAGE_CODE):
        if Page.objects.filter(translation_key=page_key("home")).exists():
            return LoadResult(created=False, pages=0)
        return _make(Days(today or timezone.localdate()))


def _make(days: Days) -> LoadResult:
    users = add_users()
    editor = users[EDITOR.username]
    known = Known(picture=add_pictures(editor), document=add_documents(editor))
    history = History(editor)
    add_snippets(known)
    plant_sections(Page.get_first_root_node(), known, history)
    _open_site(known)
    plant_groups(known, history)
    # The editor publishes what follows, so the roles come first.
    setup_roles()
    give_roles(users, known)
    load_municipalities()
    known.municipality = {municipality.name: municipality for municipality in Municipality.objects.all()}
    add_memberships(known, days.today)
    plant_rounds(days, known, history)
    plant_meetings(days, known, history)
    plant_news(days, known, history)
    _add_selections(known)
    publish_all(days, known, history)
    publish_meetings(days, known, history)
    cancel_meetings(days, known, history)
    fill_meetings(days, known)
    add_members(days, known)
    history.write_down()
    return LoadResult(created=True, pages=len(known.page))


def _open_site(known: Known) -> None:
    """Let the default site begin at the new home page, set it up, and take Wagtail's welcome page away."""
    home = known.page["home"]
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first() or Site(
        hostname="localhost", is_default_site=True
    )
    before = site.root_page if site.root_page_id else None
    site.root_page = home
    site.site_name = standard.SITE_NAME
    site.save()
    network = NetworkSettings.for_site(site)
    network.name, network.short_name = standard.SITE_NAME, standard.SHORT_NAME
    network.role_mailbox = people.MAILBOX
    network.community_name, network.community_url = standard.COMMUNITY_NAME, standard.COMMUNITY_URL
    network.join_page, network.privacy_page = known.page["join"], known.page["privacy"]
    network.footer_text = standard.FOOTER
    network.accessibility_statement_url = standard.ACCESSIBILITY_URL
    network.save()
    privacy = PrivacySettings.for_site(site)
    privacy.arrangement, privacy.officer_email = standard.ARRANGEMENT, standard.OFFICER_EMAIL
    privacy.controllers = [DataController(name=one.name, url=one.url) for one in people.ORGANISATIONS]
    privacy.save()
    # The page that comes with Wagtail is a plain Page: it has no type of its own, and nobody has put anything below.
    if before is not None and before.specific_class is Page and before.is_leaf():
        Page.objects.get(pk=before.pk).delete()
        # The tree has changed behind the instance's back.
        home.refresh_from_db()


def _add_selections(known: Known) -> None:
    for selection in SELECTIONS:
        known.collection[selection.key], _born = Collection.objects.get_or_create(
            name=selection.name,
            defaults={
                "heading": selection.heading,
                "kind": selection.kind,
                "number": selection.number,
                "order": selection.order,
                "period": selection.period,
                "topic": known.topic[selection.topic] if selection.topic else None,
                "group": known.page[f"group:{selection.group}"] if selection.group else None,
            },
        )
