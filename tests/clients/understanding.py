"""What programs that this project did not write understand of a calendar."""

import json
import subprocess
from collections.abc import Callable

from tests.clients import installation, meetings

Reader = Callable[[], list[str]]

READERS: list[Reader] = [installation.recurring_ical_events, installation.ical_js, installation.libical]


def understood(reader: Reader, text: bytes) -> tuple[dict[str, meetings.Expected], list[str]]:
    """Let a program read a calendar; return what it found by UID, and its complaints."""
    result = subprocess.run(installation.or_skip(reader), input=text, capture_output=True, timeout=60, check=False)
    assert result.returncode == 0, result.stderr.decode()
    answer = json.loads(result.stdout)
    found = {event.pop("uid"): meetings.Expected(**event) for event in answer["events"]}
    assert len(found) == len(answer["events"])
    return found, answer["errors"]
