"""The demo's three logins. They are public: printed by `make demo` and written in the README. Never for a server."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Login:
    """A demo user: name, password and what it is for, in a few words."""

    username: str
    password: str
    role: str


ADMINISTRATOR = Login("admin", "demo-administrator", "administrator: everything")
EDITOR = Login("redaktoer", "demo-redaktoer", "editor: all articles and meetings")
FACILITATOR = Login("tovholder", "demo-tovholder", "facilitator of one group: its meetings")

LOGINS = (ADMINISTRATOR, EDITOR, FACILITATOR)
