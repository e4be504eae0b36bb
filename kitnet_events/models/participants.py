"""People in the network."""

from datetime import datetime
from functools import cache
from typing import Any, Self

from django.db import connections, models, router
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kitnet_events.enums import SignUpState
from kitnet_events.typed_text import normalise_email
from kitnet_pages.models import GroupPage, Municipality

from .columns import Columns

EMAIL_LENGTH = 254


class ParticipantQuerySet(models.QuerySet):
    """Reads of participants, and the one way to begin a new one."""

    def with_email(self, email: str) -> Self:
        """Participants with an address, however it is written."""
        return self.filter(email=normalise_email(email))

    def of_groups(self, groups: Any) -> Self:
        """Participants of ``groups`` (ids): the group they chose, else their municipality's."""
        by_municipality = Q(own_group__isnull=True, municipality__group__in=groups)
        return self.filter(by_municipality | Q(own_group__in=groups))

    def with_group(self) -> Self:
        """With what a person's workplace and group are read from."""
        return self.select_related("own_group", "municipality__group").defer(
            "own_group__body", "municipality__group__body"
        )

    def with_attendance(self, now: datetime | None = None) -> Self:
        """Add ``last_seen``: the start (UTC) of the last meeting at which the person had a seat and was not absent.

        ``now`` (UTC; default: the present) is what counts as past.
        """
        been = Q(sign_ups__state=SignUpState.CONFIRMED, sign_ups__meeting__ends_at__lte=now or timezone.now())
        been &= Q(sign_ups__attended__isnull=True) | Q(sign_ups__attended=True)
        starts = "sign_ups__meeting__starts_at"
        own = Participant.objects.filter(been, pk=OuterRef("pk")).order_by(f"-{starts}").values(starts)
        return self.annotate(last_seen=Subquery(own[:1]))

    def active_since(self, moment: datetime) -> Self:
        """Participants with a seat, or a place on the waiting list, at a meeting after ``moment`` (UTC).

        Who was absent was not active.
        """
        there = Q(sign_ups__meeting__starts_at__gte=moment) & ~Q(sign_ups__state=SignUpState.CANCELLED)
        there &= Q(sign_ups__attended__isnull=True) | Q(sign_ups__attended=True)
        return self.filter(pk__in=Participant.objects.filter(there).values("pk"))

    def take(self, email: str, name: str) -> "Participant":
        """Return the participant with an address, a new one called ``name`` if there is none. Needs a transaction.

        The row is locked until the transaction ends: whoever is being erased meanwhile is gone, and begins anew.
        """
        person = Participant(email=normalise_email(email), name=name)
        using = router.db_for_write(Participant)
        connection = connections[using]
        columns = _columns()
        values = [field.get_db_prep_save(field.pre_save(person, add=True), connection) for field in columns.fields[1:]]
        with connection.cursor() as cursor:
            cursor.execute(_take(), values)
            found = columns.load(using, cursor.fetchone())
        found.is_new = found.created_at == person.created_at
        return found


class Participant(models.Model):
    """A person who comes to meetings. An address is a person."""

    email = models.EmailField(_("e-mail"), max_length=EMAIL_LENGTH, unique=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    title = models.CharField(_("job title"), max_length=120, blank=True)
    municipality = models.ForeignKey(
        Municipality,
        verbose_name=_("municipality"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="participants",
    )
    organisation = models.CharField(_("other organisation"), max_length=160, blank=True)
    own_group = models.ForeignKey(
        GroupPage,
        verbose_name=_("chosen network group"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Empty: the group of the municipality."),
    )
    proved_at = models.DateTimeField(_("address proved"), null=True, blank=True)
    is_member = models.BooleanField(_("member of the network"), default=False)
    invitations_by_mail = models.BooleanField(
        _("calendar invitations by mail"),
        default=True,
        help_text=_("Otherwise the person follows their own calendar feed."),
    )
    token_version = models.PositiveIntegerField(default=1, editable=False)
    feed_version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(_("since"), auto_now_add=True)

    objects = ParticipantQuerySet.as_manager()

    # Whether ``take`` has just made the row: then nothing hangs on it yet.
    is_new = False

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        ordering = ["name", "email"]

    def __str__(self) -> str:
        """Return the name, or the address while the name is not known."""
        return self.name or self.email

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, with the address as it is compared."""
        self.email = normalise_email(self.email)
        super().save(*args, **kwargs)

    @property
    def workplace(self) -> str:
        """The municipality's name, else the organisation."""
        return self.municipality.name if self.municipality else self.organisation

    @property
    def group(self) -> GroupPage | None:
        """The network group: the one that the person chose, else the municipality's."""
        return self.own_group or (self.municipality.group if self.municipality else None)


@cache
def _columns() -> Columns[Participant]:
    return Columns(Participant)


@cache
def _take() -> str:
    """Return the statement that begins a participant, or locks the one that is there, and gives back the row.

    One statement, for others wait meanwhile. To write the address anew is what locks a row that is there.
    """
    table, columns = Participant._meta.db_table, _columns()
    own = [field.column for field in columns.fields[1:]]
    return f"""
        INSERT INTO {table} ({", ".join(own)}) VALUES ({", ".join(["%s"] * len(own))})
        ON CONFLICT (email) DO UPDATE SET email = EXCLUDED.email
        RETURNING {columns.select(table)}
    """  # noqa: S608 - names of our own table alone
