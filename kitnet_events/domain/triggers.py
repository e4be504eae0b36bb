"""When the ledger is brought up to date: whatever reaches a meeting's page, or what its calendar text is made of.

A receiver only names the meetings that may be touched. ``reconcile_meetings`` finds out whether they are. So a signal
too many costs a little time and changes nothing. What Wagtail sends when: see its ``signals`` and the tests in
``test_life_of_a_meeting``.
"""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete
from django.utils import timezone, translation
from wagtail.models import AbstractPage, PageViewRestriction, Site
from wagtail.signals import page_unpublished, post_page_move

from kitnet_events.enums import FeedKind
from kitnet_events.models import Feed, Meeting, MeetingPage, RoundPage
from kitnet_events.models.signals import meeting_page_saved
from kitnet_pages.models import GroupPage, NetworkSettings, Topic

from .feeds import reconcile_all_feeds, reconcile_feed
from .ledger import reconcile_meetings, reconcile_page

_KINDS = {GroupPage: FeedKind.GROUP, RoundPage: FeedKind.ROUND, Topic: FeedKind.TOPIC}
_FIELDS = {FeedKind.GROUP: "group_id", FeedKind.ROUND: "page__round_id", FeedKind.TOPIC: "topics"}


def connect() -> None:
    """Connect the receivers. Called once, when the app is ready."""
    meeting_page_saved.connect(_page_saved, dispatch_uid="kitnet_events.page_saved")
    post_save.connect(_any_page_saved, dispatch_uid="kitnet_events.any_page_saved")
    page_unpublished.connect(_page_unpublished, dispatch_uid="kitnet_events.page_unpublished")
    post_page_move.connect(_page_moved, dispatch_uid="kitnet_events.page_moved")
    pre_delete.connect(_page_goes, dispatch_uid="kitnet_events.page_goes", sender=MeetingPage)
    post_delete.connect(_page_gone, dispatch_uid="kitnet_events.page_gone", sender=MeetingPage)
    for model in (GroupPage, RoundPage, Topic):
        post_save.connect(_subject_saved, dispatch_uid=f"kitnet_events.saved.{model.__name__}", sender=model)
    pre_delete.connect(_topic_goes, dispatch_uid="kitnet_events.topic_goes", sender=Topic)
    post_delete.connect(_topic_gone, dispatch_uid="kitnet_events.topic_gone", sender=Topic)
    for signal, name in ((post_save, "saved"), (post_delete, "deleted")):
        for model in (Site, NetworkSettings):
            signal.connect(_site_changed, dispatch_uid=f"kitnet_events.{name}.{model.__name__}", sender=model)
        signal.connect(
            _restriction_changed, dispatch_uid=f"kitnet_events.{name}.restriction", sender=PageViewRestriction
        )


def _known(**where: Any) -> list[int]:
    """Return the meetings that match, past ones too: what is no longer for everybody leaves the lists of the past."""
    return list(Meeting.objects.filter(**where).values_list("pk", flat=True))


def _page_saved(page_id: int, **kwargs: Any) -> None:
    reconcile_page(page_id)


def _any_page_saved(sender: type, instance: Any, **kwargs: Any) -> None:
    """Catch saves that reach a meeting's page as a plain ``Page``: expiry, for one."""
    if isinstance(instance, AbstractPage) and not isinstance(instance, MeetingPage):
        is_meeting = issubclass(instance.cached_content_type.model_class() or object, MeetingPage)
        if is_meeting and Meeting.objects.filter(page_id=instance.pk).exists():
            reconcile_page(instance.pk)


def _page_unpublished(sender: type, instance: Any, **kwargs: Any) -> None:
    if issubclass(sender, MeetingPage):
        # On deletion this comes while the page is still live in the database; ``_page_gone`` follows then.
        reconcile_page(instance.pk)


def _page_moved(sender: type, instance: Any, **kwargs: Any) -> None:
    _reconcile(_known(page__path__startswith=instance.path))


def _page_goes(sender: type, instance: MeetingPage, **kwargs: Any) -> None:
    instance.meeting_id_before_deletion = (
        Meeting.objects.filter(page_id=instance.pk).values_list("pk", flat=True).first()
    )


def _page_gone(sender: type, instance: MeetingPage, **kwargs: Any) -> None:
    meeting_id = getattr(instance, "meeting_id_before_deletion", None)
    if meeting_id:
        Meeting.objects.filter(pk=meeting_id, first_published_at__isnull=True).delete()
        _reconcile([meeting_id])


def _subject_saved(sender: type, instance: Any, **kwargs: Any) -> None:
    """See whether a group, round or topic has another name or address.

    The instance in hand may hold a draft's values: only the database knows what is public.
    """
    kind = _KINDS[sender]
    subject = sender.objects.get(pk=instance.pk)
    with transaction.atomic(), translation.override(settings.LANGUAGE_CODE):
        before = Feed.objects.filter(kind=kind, **{kind.value: subject}).first()
        if before is None and not getattr(subject, "live", True):
            return
        feed = reconcile_feed(kind, subject)
        if before is None and kind == FeedKind.GROUP:
            _reconcile(_known(joint=True))
        if before is None or before.version != feed.version:
            _reconcile(_known(**{_FIELDS[kind]: subject.pk}))


def _topic_goes(sender: type, instance: Topic, **kwargs: Any) -> None:
    instance.meeting_ids_before_deletion = _known(topics=instance.pk)


def _topic_gone(sender: type, instance: Topic, **kwargs: Any) -> None:
    _reconcile(getattr(instance, "meeting_ids_before_deletion", []))


def _site_changed(sender: type, **kwargs: Any) -> None:
    with transaction.atomic(), translation.override(settings.LANGUAGE_CODE):
        reconcile_all_feeds()
    # Of all the meetings there ever were, the past ones can wait for the night.
    _reconcile(_known(ends_at__gt=timezone.now()))


def _restriction_changed(sender: type, instance: PageViewRestriction, **kwargs: Any) -> None:
    _reconcile(_known(page__path__startswith=instance.page.path))


def _reconcile(meeting_ids: list[int]) -> None:
    if meeting_ids:
        reconcile_meetings(meeting_ids)
