// Read a calendar (standard input) with ical.js, as Thunderbird and Nextcloud do; print what it says as JSON.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
for (const zone of calendar.getAllSubcomponents("vtimezone")) {
  ICAL.TimezoneService.register(new ICAL.Timezone(zone));
}

function moment(time) {
  return time.isDate ? time.toString() : time.convertToZone(ICAL.Timezone.utcTimezone).toString();
}

const events = calendar.getAllSubcomponents("vevent").map((component) => {
  const event = new ICAL.Event(component);
  return {
    uid: event.uid,
    title: event.summary,
    place: event.location ?? "",
    status: component.getFirstPropertyValue("status"),
    start: moment(event.startDate),
    end: moment(event.endDate),
  };
});
process.stdout.write(JSON.stringify({ events, errors: [] }));
