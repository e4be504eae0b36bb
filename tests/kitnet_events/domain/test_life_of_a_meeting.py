"""The life of one meeting, and what calendars are told at each step of it."""

import re

import pytest
from django.utils.http import parse_http_date

from kitnet_events.domain.rebuild import rebuild_calendar
from tests.kitnet_events import calendars
from tests.kitnet_events.life import Life

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
