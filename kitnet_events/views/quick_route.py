"""The quick way to a meeting's sign-up: by the page's stored path, in one query."""

from wagtail.models import Site

from kitnet_events.models import Meeting
from kitnet_events.models.quick_reads import sign_ups_at

from .signup import SIGN_UP


class SignUpPath:
    """Matches the address of a public meeting's sign-up on a site whose pages stand at the root. Others go their way.

    Wherever it is not plain which page is meant (two sites with the same path), or the page is not for everybody,
    nothing matches, and Wagtail answers.
    """

    regex = rf"(?:[^/]+/)+{SIGN_UP}/"

    def to_python(self, value: str) -> Meeting:
        """Return the meeting. Raises ValueError: then Django looks further."""
        if "\0" in value:
            # No page has it in its address, and PostgreSQL does not take the question.
            raise ValueError
        below = value[: -len(f"{SIGN_UP}/")]
        paths = {f"{root.root_path}{below}" for root in Site.get_site_root_paths()}
        found = sign_ups_at(paths)
        if len(found) != 1:
            raise ValueError
        return found[0]

    def to_url(self, value: str) -> str:
        """Return the path as it is."""
        return value
