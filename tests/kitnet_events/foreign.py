"""Calendars as others write them."""


def calendar(*events: str, zone: str = "", name: str = "") -> bytes:
    """Return a calendar file with ``events`` (texts of ``event``) and, before them, a VTIMEZONE's text."""
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Andre//DA", *([f"X-WR-CALNAME:{name}"] if name else [])]
    return "\r\n".join([*head, *([zone.strip()] if zone else []), *events, "END:VCALENDAR", ""]).encode()


def event(*lines: str, uid: str = "1@andre.example", **properties: str) -> str:
    """Return an event's text: title, start and end unless told otherwise; ``lines`` are added as they are."""
    told = {"SUMMARY": "Temadag", "DTSTART": "20270309T080000Z", "DTEND": "20270309T140000Z", "UID": uid}
    told |= {name.upper().replace("_", "-"): value for name, value in properties.items()}
    # A property whose name comes with parameters replaces the plain one.
    given = {line.split(":", 1)[0].split(";")[0] for line in lines}
    own = [f"{name}:{value}" for name, value in told.items() if value and name not in given]
    return "\r\n".join(["BEGIN:VEVENT", *own, *lines, "END:VEVENT"])


# What Outlook writes: a zone under a name of its own, with rules since 1601.
OUTLOOK_ZONE = """
BEGIN:VTIMEZONE
TZID:Customized Time Zone
BEGIN:STANDARD
DTSTART:16011104T020000
RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010311T020000
RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
END:DAYLIGHT
END:VTIMEZONE
""".replace("\n", "\r\n")
