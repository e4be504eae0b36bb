"""The question before a change goes out that reaches people, for many pages at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from wagtail.admin import messages

from kitnet_events.domain.announcing import Decision
from kitnet_events.domain.effects import Effect, foresee_publishing
from kitnet_events.domain.mail_preview import Preview
from kitnet_events.domain.publishing import ChangedMeanwhileError, keep_decision
from kitnet_events.forms import LONGEST_LINE
from kitnet_events.models import MeetingPage
from kitnet_pages.admin.bulk_actions import KnownPublishBulkAction

_ANSWERED = "kn-answered"


@dataclass(frozen=True)
class _Question:
    """One of the meetings: what publishing its latest version does, and what was answered."""

    effect: Effect
    revision: int | None
    line: str
    tells: bool

    @property
    def preview(self) -> Preview | None:
        return self.effect.preview(self.line)


def ask_before_bulk_publishing(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any
) -> HttpResponse | None:
    """Ask, once for all, before several pages are published of which some reach people."""
    if action_type != "publish":
        return None
    include = bool(action.cleaned_form.cleaned_data.get("include_descendants"))
    questions = [one for page in _meeting_pages(objects, below=include) if (one := _question(request, page))]
    if not questions or (_ANSWERED in request.POST and _take_answers(request, questions)):
        return None
    return _page_that_asks(action, list(objects), questions, include=include)


class AskOncePublishBulkAction(KnownPublishBulkAction):
    """Wagtail's way of publishing many, which asks whether one is sure: where we ask more, we ask in its place."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask about the meetings at once, unless there is more to say: drafts below, or pages that are left out."""
        pages, left_out = self.get_actionable_objects()
        if not any(left_out.values()) and not any(page.get_descendants().not_live().exists() for page in pages):
            questions = [one for page in _meeting_pages(pages, below=False) if (one := _question(request, page))]
            if questions:
                return _page_that_asks(self, pages, questions, include=False)
        return super().get(request, *args, **kwargs)


def _page_that_asks(action: Any, pages: list[Any], questions: list[_Question], *, include: bool) -> HttpResponse:
    asked = {one.effect.meeting.page_id for one in questions}
    context = {
        "questions": questions,
        "others": [page for page in pages if page.pk not in asked],
        "include_descendants": include,
        "longest": LONGEST_LINE,
        "back_url": action.next_url,
    }
    return TemplateResponse(action.request, "kitnet_events/admin/bulk_publish.html", context)


def _meeting_pages(objects: Iterable[Any], *, below: bool) -> list[MeetingPage]:
    """Return the meetings' pages that the bulk action publishes: those chosen, and drafts below them."""
    chosen = list(objects)
    found = {page.pk: page for page in MeetingPage.objects.filter(pk__in=[page.pk for page in chosen])}
    for page in chosen if below else []:
        drafts = MeetingPage.objects.descendant_of(page).not_live()
        found |= {one.pk: one for one in drafts}
    return list(found.values())


def _question(request: HttpRequest, page: MeetingPage) -> _Question | None:
    revision = page.get_latest_revision()
    effect = foresee_publishing(revision.as_object() if revision else page)
    if effect is None or not effect.reaches_people:
        return None
    number = effect.meeting.pk
    return _Question(
        effect,
        revision.pk if revision else None,
        request.POST.get(f"line-{number}", "").replace("\0", "").strip()[:LONGEST_LINE],
        request.POST.get(f"mail-{number}", "yes") == "yes",
    )


def _take_answers(request: HttpRequest, questions: list[_Question]) -> bool:
    """Keep what was answered. Return False when it was about something else than what would happen now."""
    try:
        with transaction.atomic():
            for one in questions:
                seen = request.POST.get(f"seen-{one.effect.meeting.pk}", "")
                decision = Decision(one.tells, one.line, request.user)
                keep_decision(one.effect, decision, seen=seen, revision=one.revision)
    except ChangedMeanwhileError:
        messages.warning(
            request,
            gettext("Nothing is published: the meeting has been changed meanwhile. Please look at it once more."),
        )
        return False
    return True
