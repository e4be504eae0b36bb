"""What `make demo` says when the site stands."""

from pathlib import Path

from cms_site.demo.logins import EDITOR, LOGINS

TEXT = """
KIT-net answers at {address}/   (Ctrl-C stops it)

Log in at {address}/admin/ — these logins are public; they are for this demo alone:
{logins}

Try two things:
  1. Log in as {editor}, write an article under "Nyheder" and publish it.
  2. Subscribe to {webcal}/kalender/all.ics in your calendar, then move a meeting and look again.

Mail is not sent but written to {mail}
"""


def text(address: str, var: Path) -> str:
    """Return the address, the logins and two things to try; ``var`` is where the demo writes."""
    logins = "\n".join(f"  {login.username:<12} {login.password:<20} {login.role}" for login in LOGINS)
    return TEXT.format(
        address=address,
        webcal=address.replace("http://", "webcal://"),
        logins=logins,
        editor=EDITOR.username,
        mail=var / "mail",
    )
