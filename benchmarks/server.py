"""The site under gunicorn, and a client that takes the time."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

HOST = "127.0.0.1"


@contextmanager
def gunicorn(workers: int = 1, threads: int = 1) -> Iterator[int]:
    """Run the site in processes of its own; yield its port."""
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    crew = ["--workers", str(workers), "--threads", str(threads)]
    options = [*crew, "--bind", f"{HOST}:{port}", "--log-level", "warning"]
    command = [sys.executable, "-m", "gunicorn", *options, "cms_site.wsgi:application"]
    with subprocess.Popen(command, env=os.environ | {"ALLOWED_HOSTS": HOST}) as process:
        try:
            _wait(port)
            yield port
        finally:
            process.terminate()
            process.wait(20)


def fetch(port: int, path: str, **headers: str) -> tuple[float, int, bytes, bytes]:
    """Ask for ``path``; return the seconds it took, status, head and body. Each question has its own connection."""
    lines = [f"GET {path} HTTP/1.1", f"Host: {HOST}", "Connection: close"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    question = ("\r\n".join(lines) + "\r\n\r\n").encode()
    begun = time.perf_counter()
    with socket.create_connection((HOST, port), timeout=60) as connection:
        connection.sendall(question)
        pieces = []
        while piece := connection.recv(1 << 18):
            pieces.append(piece)
    seconds = time.perf_counter() - begun
    head, _, body = b"".join(pieces).partition(b"\r\n\r\n")
    return seconds, int(head.split(b" ", 2)[1]), head, body


def etag(head: bytes) -> str:
    """Return the validator in the head of an answer."""
    return re.search(rb"(?im)^etag: (\S+)", head)[1].decode()


def _wait(port: int) -> None:
    for _attempt in range(300):
        try:
            if fetch(port, "/hello/")[1] == 200:
                return
        except (OSError, IndexError):
            time.sleep(0.1)
    raise SystemExit("gunicorn did not start.")
