"""The life of one meeting, and what calendars are told at each step of it."""

import re
from datetime import time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone
from django.utils.http import parse_http_date
from wagtail.models import Page, PageViewRestriction

from kitnet_events.domain.meetings import cancel_meeting, revive_meeting
from kitnet_events.domain.rebuild import move_window, rebuild_calendar
from kitnet_events.models import Meeting, MeetingPage
from kitnet_pages.models import GroupPage, NetworkSettings, Topic
from tests import factories
from tests.kitnet_events import calendars

pytestmark = pytest.mark.django_db

# UID and CREATED never change. `new` is a DTSTAMP later than before, `same` the very same one. Then come the feeds in
# which the meeting stands after the step, and those whose version the step raised (by more than one where a number
# says so): all, sj and mn are groups, r its round, t its topic.
LIFE = """
what happens                                | SEQUENCE | DTSTAMP | STATUS    | stands in    | tells news
a draft is saved                            |          |         |           |              |
its date is announced                       | 0        | new     | TENTATIVE | all sj r t   | all sj r t
time and place are published                | 1        | new     | CONFIRMED | all sj r t   | all sj r t
it is published again unchanged             | 1        | same    | CONFIRMED | all sj r t   |
it is saved by a program unchanged          | 1        | same    | CONFIRMED | all sj r t   |
a typo in the title is mended               | 1        | new     | CONFIRMED | all sj r t   | all sj r t
an item joins the programme                 | 1        | new     | CONFIRMED | all sj r t   | all sj r t
the online link is written                  | 1        | same    | CONFIRMED | all sj r t   |
a draft of another day is saved             | 1        | same    | CONFIRMED | all sj r t   |
that draft is published                     | 2        | new     | CONFIRMED | all sj r t   | all sj r t
a draft is saved and an older one published | 3        | new     | CONFIRMED | all sj r t   | all sj r t
another place is published                  | 4        | new     | CONFIRMED | all sj r t   | all sj r t
it is cancelled                             | 5        | new     | CANCELLED | all sj r t   | all sj r t
the reason is put better                    | 5        | new     | CANCELLED | all sj r t   | all sj r t
its text is mended while it is cancelled    | 5        | new     | CANCELLED | all sj r t   | all sj r t
it is revived                               | 6        | new     | CONFIRMED | all sj r t   | all sj r t
it moves to another group                   | 6        | new     | CONFIRMED | all mn r t   | all sj mn r t
it leaves its round                         | 6        | same    | CONFIRMED | all mn t     | r
it joins its round again                    | 6        | same    | CONFIRMED | all mn r t   | r
its group is renamed                        | 6        | new     | CONFIRMED | all mn r t   | all mn:2 r t
its group gets another address              | 6        | same    | CONFIRMED | all mn r t   | mn
its group gets another colour               | 6        | same    | CONFIRMED | all mn r t   | mn
a draft of its group is saved               | 6        | same    | CONFIRMED | all mn r t   |
its group is unpublished                    | 6        | same    | CONFIRMED | all mn r t   |
its unpublished group is written on         | 6        | same    | CONFIRMED | all mn r t   |
its group is published again                | 6        | new     | CONFIRMED | all mn r t   | all mn:2 r t
its round is renamed                        | 6        | same    | CONFIRMED | all mn r t   | r
its topic is renamed                        | 6        | new     | CONFIRMED | all mn r t   | all mn r t:2
its page gets another address               | 6        | same    | CONFIRMED | all mn r t   |
its group moves in the tree                 | 6        | same    | CONFIRMED | all mn r t   |
an ancestor gets another address            | 6        | same    | CONFIRMED | all mn r t   |
its group is closed                         | 7        | new     | CANCELLED | all mn r t   | all mn r t
its group is opened                         | 8        | new     | CONFIRMED | all mn r t   | all mn r t
an ancestor is closed                       | 9        | new     | CANCELLED | all mn r t   | all mn r t
its closed page is written on               | 9        | same    | CANCELLED | all mn r t   |
the ancestor is opened                      | 10       | new     | CONFIRMED | all mn r t   | all mn r t
an ancestor moves out of the site           | 11       | new     | CANCELLED | all mn r t   | all mn r t
the ancestor comes back                     | 12       | new     | CONFIRMED | all mn r t   | all mn r t
the site's host changes                     | 12       | new     | CONFIRMED | all mn r t   | all:2 sj mn:2 r:2 t:2
the role mailbox changes                    | 12       | new     | CONFIRMED | all mn r t   | all mn r t
the network is renamed                      | 12       | new     | CONFIRMED | all mn r t   | all:2 sj mn:2 r:2 t:2
the host municipality is renamed            | 12       | same    | CONFIRMED | all mn r t   |
the place is the host's now                 | 13       | new     | CONFIRMED | all mn r t   | all mn r t
the host municipality is renamed once more  | 14       | new     | CONFIRMED | all mn r t   | all mn r t
the host municipality is deleted            | 15       | new     | CONFIRMED | all mn r t   | all mn r t
its topic is deleted                        | 15       | new     | CONFIRMED | all mn r     | all mn r t
its round is deleted                        | 15       | same    | CONFIRMED | all mn       | r
it is unpublished                           | 16       | new     | CANCELLED | all mn       | all mn
its unpublished page is written on          | 16       | same    | CANCELLED | all mn       |
it is published again                       | 17       | new     | CONFIRMED | all mn       | all mn
it is copied                                | 17       | same    | CONFIRMED | all mn       |
an alias is refused                         | 17       | same    | CONFIRMED | all mn       |
it expires                                  | 18       | new     | CANCELLED | all mn       | all mn
it is scheduled                             | 18       | same    | CANCELLED | all mn       |
its time comes                              | 19       | new     | CONFIRMED | all mn       | all mn
it becomes a meeting of all groups          | 19       | new     | CONFIRMED | all sj mn    | all sj mn
a new group is published                    | 19       | same    | CONFIRMED | all sj mn ny | ny:2
the new group is deleted                    | 19       | same    | CONFIRMED | all sj mn    | ny
it is deleted                               | 20       | new     | CANCELLED | all sj mn    | all sj mn
its groups are deleted                      | 20       | same    | CANCELLED | all sj mn    |
a year passes                               |          |         |           |              | all sj mn
"""
NAMES = {
    "all/all": "all",
    "group/sjaelland": "sj",
    "group/midt-nord": "mn",
    "group/midtnord": "mn",
    "group/ny": "ny",
    "round/1-runde": "r",
    "topic/arkitektur": "t",
}


def rows():
    """Return the table's rows as dicts."""
    head, *body = [[cell.strip() for cell in line.split("|")] for line in LIFE.strip().splitlines()]
    return [dict(zip(head, cells, strict=True)) for cells in body]


class Life:
    """A meeting, and everything that can happen to it. A method a step, named as in the table."""

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
        page.programme_items = [*page.programme_items.all(), factories.ProgrammeItem(title="Velkomst")]
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


class Observer:
    """A calendar program that subscribed to everything."""

    def __init__(self, client):
        self.client = client
        self.uid = None
        self.created = None
        self.stamp = None
        self.versions = calendars.versions()
        self.validators = {}

    def look(self):
        """Return what the calendars say now, as a row of the table."""
        seen = {address: self._fetch(address) for address in calendars.versions()}
        events = {address: event for address, event in seen.items() if event is not None}
        assert len({str(event) for event in events.values()}) <= 1  # the same in every feed
        row = {"SEQUENCE": "", "DTSTAMP": "", "STATUS": ""}
        if events:
            event = events["all/all"]
            row = {name: event[name].raw for name in row}
            row["DTSTAMP"] = self._stamped(event)
        row["stands in"] = " ".join(NAMES[address] for address in sorted(events, key=_order))
        row["tells news"] = self._news()
        return row

    def _fetch(self, address):
        path = f"/kalender/{address}.ics".replace("all/all", "all")
        response = self.client.get(path)
        calendar = calendars.parse(response.content)
        etag, modified = response["ETag"], parse_http_date(response["Last-Modified"])
        known = self.validators.get(address)
        if known is not None:
            # As the feed's own version has it, so the validators.
            assert (known[0] != etag) == (known[2] != response.content)
            assert modified >= known[1]
            status = self.client.get(path, headers={"If-None-Match": known[0]}).status_code
            assert status == (304 if known[0] == etag else 200)
        self.validators[address] = (etag, modified, response.content)
        events = [event for event in calendar.events if self.uid in {None, event["UID"].raw}]
        return events[0] if events else None

    def _stamped(self, event):
        """Say whether DTSTAMP is a new one, and check what never changes."""
        if self.uid is None:
            self.uid, self.created = event["UID"].raw, event["CREATED"].raw
        assert (event["UID"].raw, event["CREATED"].raw) == (self.uid, self.created)
        before, self.stamp = self.stamp, event["DTSTAMP"].raw
        assert event["LAST-MODIFIED"].raw == self.stamp
        assert before is None or self.stamp >= before
        return "same" if before == self.stamp else "new"

    def _news(self):
        before, self.versions = self.versions, calendars.versions()
        told = []
        for address in sorted(self.versions, key=_order):
            renamed = {"group/midtnord": "group/midt-nord"}.get(address, address)
            raised = self.versions[address] - before.get(address, before.get(renamed, 0))
            if raised:
                told.append(NAMES[address] + (f":{raised}" if raised > 1 else ""))
        return " ".join(told)


def _order(address):
    return list(NAMES).index(address)


def test_life_of_a_meeting(network, client):
    life, observer = Life(network), Observer(client)
    observer.look()
    lived = []
    for row in rows():
        step = re.sub(r"\W+", "_", row["what happens"].replace("'", ""))
        getattr(life, step)()
        seen = {"what happens": row["what happens"], **observer.look()}
        assert rebuild_calendar().was_sound, row
        lived.append(seen)
        assert seen == row, table(lived)


def table(lived):
    """Return what was seen as a table, for whoever reads why the test failed."""
    widths = [len(cell) for cell in LIFE.strip().splitlines()[0].split("|")]
    lines = [
        "|".join(f" {cell}".ljust(width) for cell, width in zip(row.values(), widths, strict=True)) for row in lived
    ]
    return "\n" + "\n".join(lines)
