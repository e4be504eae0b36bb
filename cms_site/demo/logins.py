"""The demo's logins. They are public: a demo on one's own machine is what they open, and nothing else."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Login:
    """Someone who can log in: ``role`` is said to people, ``group`` is the network group that a facilitator has."""

    username: str
    password: str
    role: str
    first_name: str
    last_name: str
    email: str
    is_admin: bool = False
    group: str = ""


ADMIN = Login(
    "admin", "admin-demo-2016", "administrator", "Adele", "Administrator", "admin@kitnet.example", is_admin=True
)
EDITOR = Login("redaktoer", "redaktoer-demo-2016", "editor", "Rie", "Redaktør", "redaktoer@kitnet.example")
FACILITATOR = Login(
    "tovholder",
    "tovholder-demo-2016",
    "facilitator of the group Sjælland",
    "Nanna",
    "Demodal",
    "sjaelland@kitnet.example",
    group="sjaelland",
)
LOGINS = (ADMIN, EDITOR, FACILITATOR)
