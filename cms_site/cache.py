"""A cache in files, for all processes of one machine, that stays quick when it holds thousands of entries."""

import pickle
import secrets
import zlib
from pathlib import Path
from typing import Any

from django.core.cache.backends.filebased import FileBasedCache
from django.core.files import locks

# Django's own looks through the whole folder at every write.
_WRITES_BETWEEN = 500


class QuickFileCache(FileBasedCache):
    """Looks for too many entries now and then, not at every write. What is out of date is never handed out.

    Counters count in place, under a lock: processes that count at once miss nothing, which Django's own may.
    """

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        """Add to a number and return it. Raises ValueError when there is none."""
        try:
            with Path(self._key_to_file(key, version)).open("r+b") as file:
                locks.lock(file, locks.LOCK_EX)
                if self._is_expired(file):
                    raise ValueError(f"There is no {key!r}.")
                start = file.tell()
                number: Any = pickle.loads(zlib.decompress(file.read())) + delta  # noqa: S301 - our own file
                file.seek(start)
                file.write(zlib.compress(pickle.dumps(number, self.pickle_protocol)))
                file.truncate()
        except FileNotFoundError as error:
            raise ValueError(f"There is no {key!r}.") from error
        return number

    def _cull(self) -> None:
        if secrets.randbelow(_WRITES_BETWEEN) == 0:
            super()._cull()
