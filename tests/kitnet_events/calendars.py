"""Reading calendars in tests: a strict parser of our own, which knows nothing of the library that wrote them.

It takes what RFC 5545 allows, and of that only what a feed of ours may hold; anything else fails.
"""

import re
from dataclasses import dataclass, field

from kitnet_events.models import Feed

_LINE = re.compile(
    r'(?P<name>[A-Z0-9-]+)(?P<params>(?:;[A-Z0-9-]+=(?:"[^"\x00-\x08\x0a-\x1f\x7f]*"|[^";:,\x00-\x08\x0a-\x1f\x7f]*))*)'
    r":(?P<value>[^\x00-\x08\x0a-\x1f\x7f-\x9f]*)"
)
_PARAM = re.compile(r';([A-Z0-9-]+)=(?:"([^"]*)"|([^";:,]*))')
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_LONGEST_LINE = 75

# Every property that a calendar of ours may hold, and whether it is text.
CALENDAR_PROPERTIES = {
    "VERSION": False,
    "PRODID": True,
    "CALSCALE": False,
    "METHOD": False,
    "NAME": True,
    "X-WR-CALNAME": True,
    "DESCRIPTION": True,
    "X-WR-CALDESC": True,
    "X-WR-TIMEZONE": True,
    "REFRESH-INTERVAL": False,
    "X-PUBLISHED-TTL": False,
    "SOURCE": False,
    "URL": False,
    "COLOR": True,
    "IMAGE": False,
}
EVENT_PROPERTIES = {
    "UID": True,
    "DTSTAMP": False,
    "CREATED": False,
    "LAST-MODIFIED": False,
    "SEQUENCE": False,
    "STATUS": False,
    "DTSTART": False,
    "DTEND": False,
    "SUMMARY": True,
    "LOCATION": True,
    "DESCRIPTION": True,
    "X-ALT-DESC": True,
    "CATEGORIES": False,
    "URL": False,
    "CLASS": False,
    "TRANSP": False,
    "ORGANIZER": False,
}


class StrictError(AssertionError):
    """A calendar that is not as it must be."""


@dataclass(frozen=True)
class Line:
    """A property."""

    name: str
    params: dict[str, str]
    raw: str

    @property
    def text(self) -> str:
        """The value of a TEXT property."""
        return unescape(self.raw)

    @property
    def texts(self) -> list[str]:
        """The values of a list of TEXT."""
        return _split(self.raw)


@dataclass
class Component:
    """A component with its properties, in order, and the components inside it."""

    name: str
    lines: list[Line] = field(default_factory=list)
    parts: list["Component"] = field(default_factory=list)

    def __getitem__(self, name: str) -> Line:
        (found,) = [line for line in self.lines if line.name == name]
        return found

    def get(self, name: str) -> str:
        """Return the raw value of a property, or an empty string."""
        return next((line.raw for line in self.lines if line.name == name), "")

    def __contains__(self, name: str) -> bool:
        return any(line.name == name for line in self.lines)

    @property
    def names(self) -> list[str]:
        """Names of the properties, in order."""
        return [line.name for line in self.lines]

    @property
    def events(self) -> list["Component"]:
        """The events."""
        return [part for part in self.parts if part.name == "VEVENT"]

    def event(self, uid: object) -> "Component | None":
        """Return the one event with a UID, or None."""
        found = [event for event in self.events if event["UID"].raw == str(uid)]
        assert len(found) <= 1
        return found[0] if found else None


def unescape(value: str) -> str:
    r"""Return a TEXT value as it was meant. Nothing but ``\\ \; \, \n`` may be escaped, and those must be."""
    if re.search(r"(?:^|[^\\])(?:\\\\)*[;,]", value):
        raise StrictError(f"Not escaped: {value!r}")

    def meant(match: re.Match[str]) -> str:
        if match[1] not in "\\;,n":
            raise StrictError(f"Escaped for nothing: {match[0]!r}")
        return "\n" if match[1] == "n" else match[1]

    if len(re.sub(_ESCAPE, "", value).split("\\")) > 1:
        raise StrictError(f"Half an escape: {value!r}")
    return _ESCAPE.sub(meant, value)


def _split(value: str) -> list[str]:
    """Split at commas that are not escaped."""
    parts, current, escaped = [], "", False
    for char in value:
        if char == "," and not escaped:
            parts.append(current)
            current = ""
            continue
        current += char
        escaped = char == "\\" and not escaped
    return [unescape(part) for part in [*parts, current]]


def lines_of(data: bytes) -> list[str]:
    """Return the unfolded lines of a calendar, each of its octets looked at."""
    if data.startswith(b"\xef\xbb\xbf"):
        raise StrictError("A byte order mark")
    if not data.endswith(b"\r\n"):
        raise StrictError("The last line does not end")
    unfolded: list[str] = []
    for physical in data[:-2].split(b"\r\n"):
        if len(physical) > _LONGEST_LINE:
            raise StrictError(f"{len(physical)} octets: {physical!r}")
        # Fails where a fold goes through a character.
        line = physical.decode()
        if re.search("[\x00-\x08\x0a-\x1f\x7f-\x9f\ufeff\u2028\u2029]", line):
            raise StrictError(f"A control character: {line!r}")
        if not line:
            raise StrictError("An empty line")
        if line[0] == " ":
            unfolded[-1] += line[1:]
        elif line[0] == "\t":
            raise StrictError("Folded with a tab")
        else:
            unfolded.append(line)
    return unfolded


def parse(data: bytes) -> Component:
    """Return the VCALENDAR in ``data``. Raises StrictError for whatever is not as it must be."""
    root = Component("")
    stack = [root]
    for text in lines_of(data):
        match = _LINE.fullmatch(text)
        if match is None:
            raise StrictError(f"No content line: {text!r}")
        params = {name: quoted or plain for name, quoted, plain in _PARAM.findall(match["params"])}
        line = Line(match["name"], params, match["value"])
        if line.name == "BEGIN":
            part = Component(line.raw)
            stack[-1].parts.append(part)
            stack.append(part)
        elif line.name == "END":
            if stack.pop().name != line.raw:
                raise StrictError(f"Ends what did not begin: {line.raw}")
        else:
            stack[-1].lines.append(line)
    if len(stack) != 1 or root.lines or [part.name for part in root.parts] != ["VCALENDAR"]:
        raise StrictError("Not one VCALENDAR")
    calendar = root.parts[0]
    check(calendar)
    return calendar


def check(calendar: Component) -> None:
    """Check that a calendar holds what ours may hold, and nothing else."""
    if calendar.names[:2] != ["VERSION", "PRODID"]:
        raise StrictError(f"Begins with {calendar.names[:2]}")
    _check_properties(calendar, CALENDAR_PROPERTIES)
    kinds = [part.name for part in calendar.parts]
    if kinds != ["VTIMEZONE", *["VEVENT"] * (len(kinds) - 1)]:
        raise StrictError(f"Holds {set(kinds)}")
    for event in calendar.events:
        _check_properties(event, EVENT_PROPERTIES)
        if event.parts:
            raise StrictError(f"An event holds {event.parts[0].name}")
    uids = [event["UID"].raw for event in calendar.events]
    if len(set(uids)) != len(uids):
        raise StrictError("A UID comes twice")


def _check_properties(component: Component, allowed: dict[str, bool]) -> None:
    if len(set(component.names)) != len(component.names):
        raise StrictError(f"A property comes twice: {component.names}")
    for line in component.lines:
        if line.name not in allowed:
            raise StrictError(f"Nobody asked for {line.name}")
        if allowed[line.name]:
            unescape(line.raw)


def read(client, path: str = "/kalender/all.ics", **headers: str) -> Component:
    """Fetch a calendar and parse it."""
    response = client.get(path, headers=headers)
    assert response.status_code == 200, response.status_code
    return parse(response.content)


def versions() -> dict[str, int]:
    """Return the version of each feed by its address."""
    return {f"{kind}/{slug}": version for kind, slug, version in Feed.objects.values_list("kind", "slug", "version")}
