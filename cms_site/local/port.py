"""Is a port free? Standard library only: asked before there is an environment."""

import errno
import socket

HIGHEST = 65_535


def problem(host: str, port: str) -> str | None:
    """Say in one sentence why ``port`` on ``host`` cannot be used; None when it can."""
    if not port.isascii() or not port.isdigit() or not 0 < int(port) <= HIGHEST:
        return f"PORT must be a number from 1 to {HIGHEST}, not {port!r}."
    number = int(port)
    if _answers(host, number):
        return _taken(port)
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        # As the web server does: a port that was left a moment ago is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, number))
        except OSError as error:
            if error.errno == errno.EACCES:
                return f"Port {port} is for the system's administrator; choose one above 1023: PORT=8000 make demo"
            if error.errno == errno.EADDRINUSE:
                return _taken(port)
            return f"The site cannot be served on {host}:{port}: {error.strerror}."
    return None


def _taken(port: str) -> str:
    other = 9000 if port != "9000" else 9001
    return f"Port {port} is taken by another program; stop that, or choose another port: PORT={other} make demo"


def _answers(host: str, port: int) -> bool:
    """Say whether somebody accepts a connection; some systems let two programs bind the same port."""
    try:
        with socket.create_connection((host, port), timeout=0.5):
            return True
    except OSError:
        return False
