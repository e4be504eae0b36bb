"""A process that sends what is due and waits, at a point that it is told, to be killed.

One parent is started and imports everything; each worker is a fork of it, so a hundred of them cost little. Run as a
script: reads ``point number`` from stdin, a line for each worker, and answers on stdout.
"""

import os
import smtplib
import sys
import time

POINTS = ("before", "data", "after")


def main() -> None:
    """Fork a worker for each line. ``none`` lets it run to its end."""
    import django

    django.setup()
    from django.conf import settings
    from django.db import connections

    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", int(os.environ["MORTAL_SMTP_PORT"])
    connections["default"].settings_dict["NAME"] = os.environ["MORTAL_DATABASE"]
    warm_up()
    say("ready")
    for line in sys.stdin:
        point, number = line.split()
        pid = os.fork()
        if pid == 0:
            work(point, int(number))
            os._exit(0)
        _pid, status = os.waitpid(pid, 0)
        say(f"ended {os.waitstatus_to_exitcode(status)}")


def warm_up() -> None:
    """Load before the first fork what each of them would load: modules, templates, the catalogue, addresses."""
    import gc

    from django.template.loader import get_template
    from django.urls import reverse
    from django.utils import translation
    from django.utils.translation import gettext

    import kitnet_events.domain.sending

    assert kitnet_events.domain.sending
    for name in ("letter.txt", "letter.html", "card.html", "buttons.html"):
        get_template(f"kitnet_events/mail/{name}")
    with translation.override("da"):
        gettext("When")
    reverse("kitnet_events:own_page")
    gc.freeze()


def work(point: str, number: int) -> None:
    """Send what is due; at ``point`` of mail number ``number`` (from 1) say so and wait for the end."""
    from kitnet_events.domain import sending

    seen = 0
    hand_over, mark_sent, data = sending._Round._hand_over, sending._mark_sent, smtplib.SMTP.data

    def is_it(here: str) -> bool:
        nonlocal seen
        seen += here == point
        return here == point and seen == number

    def new_hand_over(self, message):
        if is_it("before"):
            stop(message["Message-ID"] if hasattr(message, "keys") else message.extra_headers["Message-ID"])
        return hand_over(self, message)

    def new_data(self, msg):
        if is_it("data"):
            self.putcmd("data")
            self.getreply()
            text = msg if isinstance(msg, bytes) else msg.encode()
            self.sock.sendall(text[: len(text) // 2])
            stop("in the middle of DATA")
        return data(self, msg)

    def new_mark_sent(mail):
        if is_it("after"):
            stop(str(mail.message_id))
        return mark_sent(mail)

    sending._Round._hand_over, sending._mark_sent, smtplib.SMTP.data = new_hand_over, new_mark_sent, new_data
    sending.send_due()


def stop(word: str) -> None:
    """Say that the point is reached, and by whom; then wait for SIGKILL."""
    say(f"at {os.getpid()} {word}")
    time.sleep(600)


def say(line: str) -> None:
    """Tell the test."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
