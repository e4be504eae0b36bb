"""Addresses of videos: from the page that an editor copied to the player that may be framed after a click."""

import re
from urllib.parse import parse_qs, urlsplit

_YOUTUBE_ID = re.compile(r"[\w-]{6,20}\Z", re.ASCII)
_VIMEO_ID = re.compile(r"\d{4,15}\Z", re.ASCII)


def player_address(url: str) -> str:
    """Return the address of a player without tracking for a YouTube or Vimeo address, else an empty string."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    steps = [step for step in parts.path.split("/") if step]
    last = steps[-1] if steps else ""
    if host == "youtu.be":
        return _youtube(last)
    if host in {"youtube.com", "youtube-nocookie.com"}:
        return _youtube(parse_qs(parts.query).get("v", [last])[0])
    if host in {"vimeo.com", "player.vimeo.com"}:
        return f"https://player.vimeo.com/video/{last}?dnt=1&autoplay=1" if _VIMEO_ID.match(last) else ""
    return ""


def host_name(url: str) -> str:
    """Return the name of the host that an address leads to, without ``www``."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _youtube(key: str) -> str:
    return f"https://www.youtube-nocookie.com/embed/{key}?autoplay=1" if _YOUTUBE_ID.match(key) else ""
