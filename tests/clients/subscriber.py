"""Somebody with calendar programs that this project did not write: vdirsyncer fetches, khal reads."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

from tests.clients import meetings

SYNCER = """\
[general]
status_path = "{folder}/status"

[pair network]
a = "feed"
b = "kept"
collections = null
conflict_resolution = "a wins"

[storage feed]
type = "http"
url = "{url}"

[storage kept]
type = "filesystem"
path = "{folder}/kept"
fileext = ".ics"
"""
KHAL = """\
[calendars]
[[network]]
path = {folder}/kept
type = calendar

[locale]
local_timezone = Europe/Copenhagen
default_timezone = Europe/Copenhagen
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%dT%H:%M
longdatetimeformat = %Y-%m-%dT%H:%M

[sqlite]
path = {folder}/khal.db
"""
ASKED = ("uid", "title", "location", "status", "start-long", "end-long", "all-day")


class Subscriber:
    """Somebody with vdirsyncer and khal, and a folder of their own."""

    def __init__(self, programs: str, folder: Path, url: str) -> None:
        """Subscribe to ``url``; ``programs`` is where the two are installed, ``folder`` is empty."""
        self.programs, self.folder = programs, folder
        (folder / "kept").mkdir()
        (folder / "vdirsyncer.conf").write_text(SYNCER.format(folder=folder, url=url))
        (folder / "khal.conf").write_text(KHAL.format(folder=folder))
        self.run("vdirsyncer", "discover")

    def run(self, program: str, *arguments: str) -> str:
        """Run a program in a home of its own and return what it prints."""
        config = f"--config={self.folder}/{program}.conf"
        environment = os.environ | {"HOME": str(self.folder), "LC_ALL": "C.UTF-8", "XDG_CACHE_HOME": str(self.folder)}
        command = [f"{self.programs}/{program}", config, *arguments]
        result = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60, check=False)
        assert result.returncode == 0, result.stdout + result.stderr
        return result.stdout

    def sync(self) -> None:
        """Fetch what is new."""
        self.run("vdirsyncer", "sync")

    def events(self) -> list[dict[str, Any]]:
        """Return the events of thirty years, a dict each."""
        fields = [part for name in ASKED for part in ("--json", name)]
        span = (f"{meetings.YEAR - 1}-01-01", f"{meetings.YEAR + 30}-01-01")
        text = self.run("khal", "list", "--once", *fields, *span)
        # A list for each day that has events.
        return [event for day in text.splitlines() for event in json.loads(day)]

    def times_of(self, title: str) -> list[tuple[str, str]]:
        """Return start and end of each event with this title."""
        return [(event["start-long"], event["end-long"]) for event in self.events() if event["title"] == title]
