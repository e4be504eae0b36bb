"""When the ledger is brought up to date: whatever reaches a meeting's page, or what its calendar text is made of.

A receiver only names the meetings that may be touched. ``reconcile_meetings`` finds out whether they are. So a signal
too many costs a little time and changes nothing. No receiver believes the instance in hand, which may hold a draft.
Which signals Wagtail sends when, the tests tell (``test_life_of_a_meeting``).
"""

from typing import Any

from django.db.models import Q
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from wagtail.models import AbstractPage, PageViewRestriction, Site
from wagtail.signals import page_unpublished, post_page_move, pre_page_move

from kitnet_events.enums import FeedKind
from kitnet_events.models import Meeting, MeetingPage, RoundPage
from kitnet_events.models.signals import meeting_page_saved, meeting_page_saving
from kitnet_pages.models import GroupPage, Municipality, NetworkSettings, Topic

from .feeds import find_feed, lock_ledger, reconcile_all_feeds, reconcile_feed, writing_ledger
from .ledger import reconcile_meetings, reconcile_page
from .protection import require_unprotected
from .surroundings import Surroundings

_KINDS = {GroupPage: FeedKind.GROUP, RoundPage: FeedKind.ROUND, Topic: FeedKind.TOPIC}
_FIELDS = {FeedKind.GROUP: "group", FeedKind.ROUND: "round", FeedKind.TOPIC: "topics"}
_NOBODY = Q(pk__in=[])
# On an instance that is being deleted: the meetings that may see it.
_TOUCHED = "kitnet_events_touched"


def connect() -> None:
    """Connect the receivers. Called once, when the app is ready."""
    meeting_page_saving.connect(_page_saving, dispatch_uid="kitnet_events.page_saving")
    meeting_page_saved.connect(_page_saved, dispatch_uid="kitnet_events.page_saved")
    pre_save.connect(_any_page_saving, dispatch_uid="kitnet_events.any_page_saving")
    post_save.connect(_any_page_saved, dispatch_uid="kitnet_events.any_page_saved")
    page_unpublished.connect(_page_unpublished, dispatch_uid="kitnet_events.page_unpublished")
    pre_page_move.connect(_page_moving, dispatch_uid="kitnet_events.page_moving")
    post_page_move.connect(_page_moved, dispatch_uid="kitnet_events.page_moved")
    for model in (MeetingPage, GroupPage, RoundPage, Topic, Municipality):
        pre_delete.connect(_goes, dispatch_uid=f"kitnet_events.goes.{model.__name__}", sender=model)
        post_delete.connect(_gone, dispatch_uid=f"kitnet_events.gone.{model.__name__}", sender=model)
    for model in _KINDS:
        post_save.connect(_subject_saved, dispatch_uid=f"kitnet_events.saved.{model.__name__}", sender=model)
    post_save.connect(_municipality_saved, dispatch_uid="kitnet_events.saved.Municipality", sender=Municipality)
    for model in (Site, NetworkSettings):
        post_save.connect(_site_changed, dispatch_uid=f"kitnet_events.saved.{model.__name__}", sender=model)
        post_delete.connect(_site_changed, dispatch_uid=f"kitnet_events.deleted.{model.__name__}", sender=model)
    pre_save.connect(_closing, dispatch_uid="kitnet_events.closing", sender=PageViewRestriction)
    post_save.connect(_closed, dispatch_uid="kitnet_events.closed", sender=PageViewRestriction)
    post_delete.connect(_opened, dispatch_uid="kitnet_events.opened", sender=PageViewRestriction)


def _reconcile(touched: Q) -> None:
    """Reconcile the meetings that match, past ones too: what is no longer for everybody leaves the lists, too."""
    reconcile_meetings(Meeting.objects.filter(touched).values_list("pk", flat=True))


# ── A meeting's page ─────────────────────────────────────────────────────────────────────────────────────────────
def _page_saving(**kwargs: Any) -> None:
    lock_ledger()


def _page_saved(page_id: int, **kwargs: Any) -> None:
    reconcile_page(page_id)


def _any_page_saving(sender: type, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """Let nobody unpublish a meeting to which people have signed up, by whatever way. Raises ValidationError."""
    if raw or not isinstance(instance, AbstractPage) or instance.live or instance.pk is None:
        return
    if issubclass(instance.cached_content_type.model_class() or object, MeetingPage):
        require_unprotected(Q(page=instance.pk, page__live=True))


def _any_page_saved(sender: type, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """Catch saves that reach a page as a plain ``Page``: expiry, for one."""
    if raw or not isinstance(instance, AbstractPage) or issubclass(sender, MeetingPage | GroupPage | RoundPage):
        return
    specific = instance.cached_content_type.model_class() or object
    if issubclass(specific, MeetingPage):
        _reconcile(Q(page=instance.pk))
    elif issubclass(specific, GroupPage | RoundPage):
        _follow(specific, instance.pk)


def _page_unpublished(sender: type, instance: Any, **kwargs: Any) -> None:
    if issubclass(sender, MeetingPage):
        # On deletion this comes while the page is still live in the database; ``_gone`` follows then.
        _reconcile(Q(page=instance.pk))


def _page_moving(sender: type, instance: Any, parent_page_after: Any, **kwargs: Any) -> None:
    """Let nobody move meetings to which people have signed up to where not everybody sees them, by whatever way."""
    if not Surroundings.read().is_open(parent_page_after.path):
        require_unprotected(Q(page__path__startswith=instance.path))


def _page_moved(sender: type, instance: Any, **kwargs: Any) -> None:
    _tree_changed(instance.path)


# ── Groups, rounds, topics, municipalities ───────────────────────────────────────────────────────────────────────
def _subject_saved(sender: type, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        _follow(sender, instance.pk)


def _follow(model: Any, pk: int) -> None:
    """See whether a group, round or topic has another name or address in public, or is public for the first time."""
    subject = model.objects.filter(pk=pk).first()
    if subject is not None:
        with writing_ledger():
            _reconcile(_seen_by(model, subject, Surroundings.read()))


def _seen_by(model: Any, subject: Any, surroundings: Surroundings) -> Q:
    """Bring a subject's feed up to date; return the meetings that may see a difference."""
    kind = _KINDS[model]
    before = find_feed(kind, subject)
    feed = reconcile_feed(kind, subject, surroundings)
    if feed is None or (before is not None and before.version == feed.version):
        return _NOBODY
    touched = Q(**{_FIELDS[kind]: subject.pk})
    # A new group has the joint meetings, too.
    return touched | Q(joint=True) if kind == FeedKind.GROUP and before is None else touched


def _municipality_saved(sender: type, instance: Municipality, created: bool, **kwargs: Any) -> None:
    if not created:
        _reconcile(Q(host=instance.pk, venue="", address=""))


def _goes(sender: type, instance: Any, **kwargs: Any) -> None:
    """Note who may see that something is deleted: afterwards nobody knows.

    A group takes its own meetings along; each of them is told for itself.
    """
    lock_ledger()
    if sender is MeetingPage:
        require_unprotected(Q(page=instance.pk))
    touched = {
        MeetingPage: Q(page=instance.pk),
        GroupPage: Q(joint=True),
        RoundPage: Q(round=instance.pk),
        Topic: Q(topics=instance.pk),
        Municipality: Q(host=instance.pk),
    }[sender]
    setattr(instance, _TOUCHED, list(Meeting.objects.filter(touched).values_list("pk", flat=True)))


def _gone(sender: type, instance: Any, **kwargs: Any) -> None:
    touched = getattr(instance, _TOUCHED, [])
    if issubclass(sender, MeetingPage):
        Meeting.objects.filter(pk__in=touched, first_published_at__isnull=True).delete()
    reconcile_meetings(touched)


# ── The tree and its site ────────────────────────────────────────────────────────────────────────────────────────
def _tree_changed(path: str) -> None:
    """See what has become of a part of the tree that was moved, closed or opened."""
    with writing_ledger():
        surroundings = Surroundings.read()
        touched = Q(page__path__startswith=path)
        for model in (GroupPage, RoundPage):
            for subject in model.objects.filter(path__startswith=path):
                touched |= _seen_by(model, subject, surroundings)
        _reconcile(touched)


def _closing(sender: type, instance: PageViewRestriction, raw: bool = False, **kwargs: Any) -> None:
    """Let nobody close a part of the tree in which people have signed up, by whatever way. Raises ValidationError."""
    if not raw:
        require_unprotected(Q(page__path__startswith=_path_of(instance)))


def _closed(sender: type, instance: PageViewRestriction, raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        _tree_changed(_path_of(instance))


def _opened(sender: type, instance: PageViewRestriction, origin: Any = None, **kwargs: Any) -> None:
    # A page that is deleted takes its restrictions along first. What they hid must not be seen in between.
    if not isinstance(origin, AbstractPage) and getattr(origin, "model", sender) is sender:
        _tree_changed(_path_of(instance))


def _path_of(restriction: PageViewRestriction) -> str:
    pages = restriction._meta.get_field("page").related_model.objects
    return pages.values_list("path", flat=True).get(pk=restriction.page_id)


def _site_changed(sender: type, raw: bool = False, **kwargs: Any) -> None:
    if raw:
        return
    with writing_ledger():
        reconcile_all_feeds()
        # All there ever were: each has a file of its own, and its address in it.
        _reconcile(Q())
