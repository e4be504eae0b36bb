"""Everything that can happen to a meeting, step by step, by the routes that editors, programs and the clock take."""

from datetime import time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from kitnet_events.domain.meetings import cancel_meeting, revive_meeting
from kitnet_events.domain.rebuild import move_window
from kitnet_events.models import Meeting, MeetingPage, ProgrammeItem
from kitnet_pages.models import GroupPage, NetworkSettings, Topic
from tests import factories


class Life:
    """A meeting, and everything that can happen to it. A method a step, named as in ``test_life_of_a_meeting``."""

    def __init__(self, network):
        self.network = network
        self.sj = factories.GroupPageFactory(parent=network.group_index, title="Sjælland", slug="sjaelland")
        self.mn = factories.GroupPageFactory(parent=network.group_index, title="Midt-Nord", slug="midt-nord")
        self.round = factories.RoundPageFactory(parent=network.meeting_index, slug="1-runde")
        self.topic = factories.TopicFactory(name="Arkitektur", slug="arkitektur")
        self.host = factories.MunicipalityFactory(name="Køge")
        self.page_id = None

    @property
    def page(self):
        return MeetingPage.objects.get(pk=self.page_id)

    def publish(self, **fields):
        page = self.page.get_latest_revision_as_object()
        for name, value in fields.items():
            setattr(page, name, value)
        factories.publish(page)

    def group(self):
        return GroupPage.objects.get(pk=self.mn.pk)

    def a_draft_is_saved(self):
        page = MeetingPage(
            title="Netvaerksmøde", slug="moede", start_date=factories.in_days(40), live=False, round=self.round
        )
        self.sj.add_child(instance=page)
        page.topics = [self.topic]
        page.save_revision()
        self.page_id = page.pk

    def its_date_is_announced(self):
        self.page.get_latest_revision().publish()

    def time_and_place_are_published(self):
        self.publish(start_time=time(9), end_time=time(15), venue="Rådhuset", host=self.host)

    def it_is_published_again_unchanged(self):
        self.publish()

    def it_is_saved_by_a_program_unchanged(self):
        self.page.save()

    def a_typo_in_the_title_is_mended(self):
        self.publish(title="Netværksmøde")

    def an_item_joins_the_programme(self):
        page = self.page.get_latest_revision_as_object()
        page.programme_items = [*page.programme_items.all(), ProgrammeItem(title="Velkomst")]
        factories.publish(page)

    def the_online_link_is_written(self):
        self.publish(online_url="https://teams.example/x", internal_note="Husk kaffe")

    def a_draft_of_another_day_is_saved(self):
        self.older = self.page.get_latest_revision()
        page = self.page
        page.start_date = factories.in_days(41)
        page.save_revision()

    def that_draft_is_published(self):
        self.page.get_latest_revision().publish()

    def a_draft_is_saved_and_an_older_one_published(self):
        page = self.page
        page.title = "Noget helt andet"
        page.save_revision()
        self.older.publish()

    def another_place_is_published(self):
        self.publish(title="Netværksmøde", start_date=factories.in_days(40), venue="Biblioteket")

    def it_is_cancelled(self):
        cancel_meeting(self.page.meeting.pk, "Værten er syg")

    def the_reason_is_put_better(self):
        cancel_meeting(self.page.meeting.pk, "Værten er desværre syg.")

    def its_text_is_mended_while_it_is_cancelled(self):
        self.publish(lead="Vi ses en anden gang.")

    def it_is_revived(self):
        revive_meeting(self.page.meeting.pk)

    def it_moves_to_another_group(self):
        self.page.move(self.group(), pos="last-child")

    def it_leaves_its_round(self):
        self.publish(round=None)

    def it_joins_its_round_again(self):
        self.publish(round=self.round)

    def its_group_is_renamed(self):
        group = self.group()
        group.title = "Midt og Nord"
        factories.publish(group)

    def its_group_gets_another_address(self):
        group = self.group()
        group.slug = "midtnord"
        factories.publish(group)

    def its_group_gets_another_colour(self):
        group = self.group()
        group.colour = "darkorange"
        factories.publish(group)

    def a_draft_of_its_group_is_saved(self):
        group = self.group()
        group.title, group.slug = "Et udkast", "udkast"
        group.save_revision()

    def its_group_is_unpublished(self):
        self.group().unpublish()

    def its_unpublished_group_is_written_on(self):
        group = self.group()
        group.title, group.slug, group.colour = "Hemmeligt navn", "hemmeligt", "teal"
        group.save()

    def its_group_is_published_again(self):
        group = self.group()
        group.title, group.slug, group.colour = "Gruppe Midt-Nord", "midtnord", "darkorange"
        factories.publish(group)

    def its_round_is_renamed(self):
        self.round.title = "Efterårets runde"
        factories.publish(self.round)

    def its_topic_is_renamed(self):
        Topic.objects.get(pk=self.topic.pk)
        self.topic.name = "It-arkitektur"
        self.topic.save()

    def its_page_gets_another_address(self):
        self.publish(slug="netvaerksmoede")

    def its_group_moves_in_the_tree(self):
        self.group().move(GroupPage.objects.get(pk=self.sj.pk), pos="left")

    def an_ancestor_gets_another_address(self):
        index = self.network.group_index.specific_class.objects.get(pk=self.network.group_index.pk)
        index.slug = "grupper"
        factories.publish(index)

    def its_group_is_closed(self):
        self.restriction = PageViewRestriction.objects.create(page_id=self.mn.pk, restriction_type="login")

    def its_group_is_opened(self):
        PageViewRestriction.objects.get(pk=self.restriction.pk).delete()

    def an_ancestor_is_closed(self):
        self.restriction = PageViewRestriction.objects.create(
            page_id=self.network.group_index.pk, restriction_type="password", password="x"
        )

    def its_closed_page_is_written_on(self):
        self.publish(title="Kun for nogle")
        self.publish(title="Netværksmøde")

    def the_ancestor_is_opened(self):
        PageViewRestriction.objects.all().delete()

    def an_ancestor_moves_out_of_the_site(self):
        elsewhere = factories.HomePageFactory(parent=Page.get_first_root_node(), slug="andetsteds")
        Page.objects.get(pk=self.network.group_index.pk).move(elsewhere, pos="last-child")

    def the_ancestor_comes_back(self):
        Page.objects.get(pk=self.network.group_index.pk).move(
            Page.objects.get(pk=self.network.home.pk), pos="last-child"
        )

    def the_sites_host_changes(self):
        self.network.site.hostname = "net.example"
        self.network.site.save()

    def the_role_mailbox_changes(self):
        NetworkSettings.objects.create(site=self.network.site, role_mailbox="net@net.example")

    def the_network_is_renamed(self):
        NetworkSettings.objects.get().save()
        settings = NetworkSettings.objects.get()
        settings.name = "Det nye netværk"
        settings.save()

    def the_host_municipality_is_renamed(self):
        self.host.name = "Køge Kommune"
        self.host.save()

    def the_place_is_the_hosts_now(self):
        self.publish(venue="")

    def the_host_municipality_is_renamed_once_more(self):
        self.host.name = "Stor-Køge"
        self.host.save()

    def the_host_municipality_is_deleted(self):
        self.host.delete()

    def its_topic_is_deleted(self):
        self.topic.delete()

    def its_round_is_deleted(self):
        self.round.delete()

    def it_is_unpublished(self):
        self.page.unpublish()

    def its_unpublished_page_is_written_on(self):
        page = self.page
        page.title, page.venue, page.start_date = "Et udkast", "Et andet sted", factories.in_days(60)
        page.save()

    def it_is_published_again(self):
        self.publish(title="Netværksmøde", venue="", host=None, start_date=factories.in_days(40), round=None)

    def it_is_copied(self):
        self.copy = self.page.copy(update_attrs={"slug": "kopi", "title": "Kopi"})
        copy = Meeting.objects.get(page_id=self.copy.pk)
        assert copy.uid != self.page.meeting.uid
        assert (copy.vevent, copy.sequence, copy.first_published_at) == ("", 0, None)
        assert self.copy.get_latest_revision_as_object().start_date is None

    def an_alias_is_refused(self):
        with pytest.raises(ValidationError):
            self.page.create_alias(update_slug="alias")

    def it_expires(self):
        page = self.page
        page.expire_at = timezone.now() - timedelta(minutes=1)
        page.save()
        call_command("publish_scheduled")

    def it_is_scheduled(self):
        self.publish(expire_at=None, go_live_at=timezone.now() + timedelta(hours=1))

    def its_time_comes(self):
        page = self.page
        page.revisions.exclude(approved_go_live_at=None).update(approved_go_live_at=timezone.now())
        revision = page.revisions.exclude(approved_go_live_at=None).get()
        revision.content["go_live_at"] = None
        revision.save()
        call_command("publish_scheduled")

    def it_becomes_a_meeting_of_all_groups(self):
        self.page.move(Page.objects.get(pk=self.network.meeting_index.pk), pos="last-child")

    def a_new_group_is_published(self):
        index = Page.objects.get(pk=self.network.group_index.pk)
        self.ny = factories.GroupPageFactory(parent=index, title="Ny gruppe", slug="ny")

    def the_new_group_is_deleted(self):
        self.ny.delete()

    def it_is_deleted(self):
        self.page.delete()

    def its_groups_are_deleted(self):
        Page.objects.get(pk=self.network.group_index.pk).delete()

    def a_year_passes(self):
        gone = timezone.now() - timedelta(days=370)
        Meeting.objects.update(starts_at=gone - timedelta(hours=6), ends_at=gone)
        assert move_window() == 1
        assert move_window() == 0
