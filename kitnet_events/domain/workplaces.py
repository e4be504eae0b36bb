"""Where somebody works: a municipality, or something else that they type."""

from kitnet_events.models import Participant
from kitnet_pages.collation import danish_sort_key
from kitnet_pages.models import Municipality
from kitnet_pages.models.groups import SORT_KEY_LENGTH

_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "-": "", " ": ""})
_SUFFIX = " kommune"


def find_municipality(text: str) -> Municipality | None:
    """Return the municipality that somebody means: "Køge", "køge kommune", "Åbenrå"; None for anything else."""
    wanted = danish_sort_key(text.strip().casefold().removesuffix(_SUFFIX).strip())
    return Municipality.objects.filter(sort_key=wanted[:SORT_KEY_LENGTH]).first() if wanted else None


def suggest_municipality(email: str) -> Municipality | None:
    """Return the municipality that an address points to: by its domain's name, or by others who proved theirs."""
    domain = email.rpartition("@")[2].strip().casefold()
    label = domain.removesuffix(".dk").rpartition(".")[2].removesuffix("kommune").translate(_LETTERS)
    if not label or "." not in domain:
        return None
    for each in Municipality.objects.all():
        if each.name.casefold().translate(_LETTERS) == label:
            return each
    others = Participant.objects.filter(
        email__endswith=f"@{domain}", proved_at__isnull=False, municipality__isnull=False
    ).select_related("municipality")
    found = {person.municipality for person in others[:20]}
    return found.pop() if len(found) == 1 else None
