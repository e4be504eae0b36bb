"""Sorting as Danes sort, on databases that know no Danish collation."""

_AFTER_Z = str.maketrans({"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}"})


def danish_sort_key(text: str) -> str:
    """Return a key that sorts ``text`` the Danish way, byte by byte.

    æ, ø and å come last, in this order, and *aa* counts as å (Retskrivningsordbogen, section 3): Aabenraa and
    Aalborg stand at the end of the list.
    """
    return text.casefold().replace("aa", "å").translate(_AFTER_Z)
