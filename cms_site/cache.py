"""A cache in files, for all processes of one machine, that stays quick when it holds thousands of entries."""

import secrets

from django.core.cache.backends.filebased import FileBasedCache

# Django's own looks through the whole folder at every write.
_WRITES_BETWEEN = 500


class QuickFileCache(FileBasedCache):
    """Looks for too many entries now and then, not at every write. What is out of date is never handed out."""

    def _cull(self) -> None:
        if secrets.randbelow(_WRITES_BETWEEN) == 0:
            super()._cull()
