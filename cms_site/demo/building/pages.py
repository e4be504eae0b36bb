"""The demo's pages: first all of them as drafts, so that each may link to each; then their bodies, and publication."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from wagtail.models import Page

from cms_site.demo.blocks import Block
from cms_site.demo.content import groups, news_2016, news_2017, news_between, news_now, news_year, standard
from cms_site.demo.content.rounds import rounds
from cms_site.demo.content.selections import COLUMNS
from cms_site.demo.days import Days
from cms_site.demo.kinds import Article, Group, Plain, Round
from cms_site.demo.pictures import CREDIT, PICTURES
from kitnet_events.models import MeetingIndexPage, RoundPage
from kitnet_pages.models import (
    CoveragePage,
    GroupFacilitator,
    GroupIndexPage,
    GroupPage,
    HomePage,
    NewsIndexPage,
    NewsPage,
    RelatedPage,
    RightColumn,
    StandardPage,
)

from .history import History
from .resolving import Known

BEGINNING = date(2016, 8, 15)


def articles(days: Days) -> tuple[Article, ...]:
    """Return every article, the oldest first."""
    return (
        *news_2016.ARTICLES,
        *news_2017.ARTICLES,
        *news_between.ARTICLES,
        *news_year.articles(days),
        *news_now.articles(days),
    )


def plant_sections(root: Page, known: Known, history: History) -> None:
    """Make the home page and the sections below it, as drafts."""
    hero = PICTURES["kyst"]
    home = HomePage(
        title=standard.SITE_NAME,
        slug="netvaerket",
        introduction=standard.HOME_INTRODUCTION,
        hero_image=known.picture["kyst"],
        hero_alt=hero.alt,
        join_heading=standard.HOME_JOIN_HEADING,
        join_text=standard.HOME_JOIN_TEXT,
    )
    known.page["home"] = history.born(home, root, "home", BEGINNING)
    sections = {
        "news": NewsIndexPage(title="Nyheder", slug="nyheder", introduction=standard.NEWS_INTRODUCTION),
        "groups": GroupIndexPage(
            title=standard.GROUPS_TITLE, slug="netvaerksgrupper", introduction=standard.GROUPS_INTRODUCTION
        ),
        "coverage": CoveragePage(
            title=standard.COVERAGE_TITLE, slug="daekning", introduction=standard.COVERAGE_INTRODUCTION
        ),
        "meetings": MeetingIndexPage(title="Møder", slug="moeder", introduction=standard.MEETINGS_INTRODUCTION),
    }
    for key, page in sections.items():
        page.show_in_menus = True
        known.page[key] = history.born(page, home, key, BEGINNING)
    for plain in standard.PLAIN_PAGES:
        page = StandardPage(title=plain.title, slug=plain.slug, lead=plain.lead, show_in_menus=plain.in_menu)
        known.page[plain.key] = history.born(page, home, plain.key, BEGINNING)


def plant_groups(known: Known, history: History) -> None:
    """Make the groups, as drafts."""
    for group in groups.GROUPS:
        page = GroupPage(
            title=group.title,
            slug=group.key,
            introduction=group.introduction,
            area=group.area,
            colour=group.colour,
            community_url=group.community_url,
            picture=known.picture[f"gruppe-{group.key}"],
        )
        page.facilitator_links = [
            GroupFacilitator(contact=known.contact[person], sort_order=place)
            for place, person in enumerate(group.facilitators)
        ]
        key = f"group:{group.key}"
        known.page[key] = history.born(page, known.page["groups"], key, BEGINNING)


def plant_rounds(days: Days, known: Known, history: History) -> None:
    """Make the rounds, as drafts."""
    for each in rounds(days):
        page = RoundPage(
            title=each.title,
            slug=each.slug,
            year=each.year,
            number=each.number,
            theme=each.theme,
            introduction=each.introduction,
        )
        key = f"round:{each.key}"
        known.page[key] = history.born(page, known.page["meetings"], key, each.published)


def plant_news(days: Days, known: Known, history: History) -> None:
    """Make the articles, as drafts."""
    for article in articles(days):
        page = NewsPage(
            title=article.title,
            slug=article.slug,
            date=article.day,
            lead=article.lead,
            byline=article.byline,
            hero_image=known.picture[article.picture],
            hero_alt=PICTURES[article.picture].alt,
            hero_credit=CREDIT,
            group=known.page[f"group:{article.group}"] if article.group else None,
        )
        page.topics = [known.topic[key] for key in article.topics]
        key = f"news:{article.key}"
        known.page[key] = history.born(page, known.page["news"], key, article.day)


def publish_all(days: Days, known: Known, history: History) -> None:
    """Give each page but the meetings its body and its column, and publish it."""
    columns = {column.page: column.panels for column in COLUMNS}
    contents: list[tuple[str, Iterable[Block], date]] = [
        ("home", standard.HOME_BODY, BEGINNING),
        ("news", (), BEGINNING),
        ("groups", (), BEGINNING),
        ("meetings", (), BEGINNING),
        ("coverage", (), BEGINNING),
        *_contents(standard.PLAIN_PAGES, ""),
        *_contents(groups.GROUPS, "group:"),
        *_contents(rounds(days), "round:"),
        *_contents(articles(days), "news:"),
    ]
    related = {f"news:{article.key}": article.related for article in articles(days)}
    for key, body, day in contents:
        page = known.page[key]
        if body:
            page.body = known.stream(body)
        if key in columns:
            page.kitnet_columns = [RightColumn(content=known.stream(columns[key]))]
        page.kitnet_related_pages = [
            RelatedPage(target=known.page[f"news:{other}"], sort_order=place)
            for place, other in enumerate(related.get(key, ()))
        ]
        history.publish(page, day)


def _contents(things: Iterable[Any], prefix: str) -> Iterable[tuple[str, Iterable[Block], date]]:
    for thing in things:
        yield prefix + thing.key, thing.body, _day_of(thing)


def _day_of(thing: Article | Group | Plain | Round) -> date:
    if isinstance(thing, Article):
        return thing.day
    return thing.published if isinstance(thing, Round) else BEGINNING
