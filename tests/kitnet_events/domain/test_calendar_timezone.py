"""The VTIMEZONE in calendars agrees with the time zone database, hour by hour."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar

from kitnet_events.domain import ical
from tests.kitnet_events import calendars

FIRST, LAST = datetime(1997, 1, 1, tzinfo=UTC), datetime(2051, 1, 1, tzinfo=UTC)
COPENHAGEN = ZoneInfo("Europe/Copenhagen")


def rules():
    """Return the two rules, as a calendar program reads them: (month, local hour, offset before, offset after)."""
    calendar = calendars.parse(ical.calendar_text(ical.FILE_HEADER, []).encode())
    (zone,) = calendar.parts
    assert zone["TZID"].raw == "Europe/Copenhagen"
    found = []
    for part in zone.parts:
        rule = dict(pair.split("=") for pair in part["RRULE"].raw.split(";"))
        assert rule.keys() == {"FREQ", "BYDAY", "BYMONTH"}
        assert (rule["FREQ"], rule["BYDAY"]) == ("YEARLY", "-1SU")
        start = datetime.fromisoformat(part["DTSTART"].raw)
        # The first onset is one of the rule's own (RFC 5545, section 3.8.5.3).
        assert start.month == int(rule["BYMONTH"])
        assert start.weekday() == 6
        assert (start + timedelta(days=7)).month != start.month
        before, after = (timedelta(hours=int(part[name].raw) // 100) for name in ("TZOFFSETFROM", "TZOFFSETTO"))
        found.append((start, before, after, part["TZNAME"].raw))
    return found


def onsets():
    """Return every change of the clock, in UTC, with the offset and name that it brings."""
    changes = []
    for start, before, after, name in rules():
        for year in range(start.year, LAST.year + 1):
            day = datetime(year, start.month, 31)
            day -= timedelta(days=(day.weekday() + 1) % 7)
            local = day.replace(hour=start.hour)
            changes.append(((local - before).replace(tzinfo=UTC), after, name))
    return sorted(changes)


def test_every_hour_from_1997_to_2050_is_as_the_time_zone_database_says():
    changes = onsets()
    moment, index = FIRST, 0
    hours = 0
    while moment < LAST:
        while index + 1 < len(changes) and changes[index + 1][0] <= moment:
            index += 1
        local = moment.astimezone(COPENHAGEN)
        assert (local.utcoffset(), local.tzname()) == changes[index][1:], moment
        moment += timedelta(hours=1)
        hours += 1
    assert hours == 473_352


def test_icalendar_reads_the_same_from_it():
    (zone,) = icalendar.Calendar.from_ical(ical.calendar_text(ical.FILE_HEADER, [])).timezones
    tz = zone.to_tz(lookup_tzid=False)
    for year in (1997, 2016, 2026, 2050):
        for month in range(1, 13):
            for day in (1, 15, 28):
                local = datetime(year, month, day, 12)
                assert local.replace(tzinfo=tz).utcoffset() == local.replace(tzinfo=COPENHAGEN).utcoffset()
