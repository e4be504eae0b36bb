"""The draft that an imported article becomes."""

from pathlib import PurePath
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext

from kitnet_pages.models import NewsIndexPage, NewsPage
from kitnet_pages.slugs import slug_of

from .article import LONGEST_TITLE, ImportedArticle, understand
from .files import read_file


def indexes_for(user: Any) -> list[NewsIndexPage]:
    """Return the news overviews below which ``user`` may write."""
    indexes = NewsIndexPage.objects.order_by("path")
    return [index for index in indexes if index.permissions_for_user(user).can_add_subpage()]


def import_article(index: NewsIndexPage, name: str, content: bytes, user: Any) -> tuple[NewsPage, list[str]]:
    """Make a draft below ``index`` from a file; return it, and sentences about what to look at.

    Nothing is published. Raises UnreadableArticleError with a sentence for the editor.
    """
    title = PurePath(name).stem.replace("_", " ").strip() or gettext("Imported article")
    article = understand(read_file(name, content), title)
    return _draft(index, article, user), article.notes


@transaction.atomic
def _draft(index: NewsIndexPage, article: ImportedArticle, user: Any) -> NewsPage:
    page = NewsPage(
        title=Truncator(article.title).chars(LONGEST_TITLE),
        slug=_free_slug(index, article.title),
        date=article.day or timezone.localdate(),
        byline=article.byline,
        lead=article.lead,
        body=article.body,
        live=False,
        owner=user,
    )
    index.add_child(instance=page)
    # The lead and a speaker may still be missing; publishing asks for them.
    page.save_revision(user=user, clean=False, log_action="wagtail.create")
    return page


def _free_slug(index: NewsIndexPage, title: str) -> str:
    """Return a name in addresses that no other page below ``index`` has."""
    wanted = slug_of(title) or "nyhed"
    taken = set(index.get_children().filter(slug__startswith=wanted).values_list("slug", flat=True))
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (wanted, *numbered) if slug not in taken)
