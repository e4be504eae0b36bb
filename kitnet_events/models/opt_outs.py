"""Addresses that want no more invitations to meetings."""

import hashlib

from django.db import models
from django.utils.translation import gettext_lazy as _

from kitnet_events.typed_text import normalise_email

# In hexadecimal digits: 96 bits, so that a link with it fits into a line of a mail's head.
DIGEST_LENGTH = 24


class OptOutManager(models.Manager):
    """Questions about addresses: only their digests are kept."""

    def add_address(self, email: str) -> None:
        """Note that an address wants no more invitations. Once is enough."""
        self.get_or_create(digest=digest_of(email))

    def has_address(self, email: str) -> bool:
        """Say whether an address wants no invitations."""
        return self.filter(digest=digest_of(email)).exists()

    def digests(self) -> frozenset[str]:
        """Return all digests, to compare many addresses with: see ``digest_of``."""
        return frozenset(self.values_list("digest", flat=True))


class OptOut(models.Model):
    """One address that wants no more invitations: a digest that outlives the person's erasure, and names nobody."""

    digest = models.CharField(_("fingerprint of the address"), max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("since"), auto_now_add=True)

    objects = OptOutManager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("opt-out")
        verbose_name_plural = _("opt-outs")

    def __str__(self) -> str:
        """Return the beginning of the digest."""
        return self.digest[:8]


def digest_of(email: str) -> str:
    """Return the digest by which an address is recognised, however it is written."""
    return hashlib.sha256(normalise_email(email).encode(errors="replace")).hexdigest()[:DIGEST_LENGTH]
