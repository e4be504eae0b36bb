"""The StreamField whose blocks come from a registry: what it keeps, shows and writes into migrations."""

import json
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.models import TextField
from django.db.models.functions import Cast
from wagtail import blocks
from wagtail.admin.telepath import JSContext

from kitnet_pages import extension_points
from kitnet_pages.blocks import BlocksField
from kitnet_pages.extension_points import BODY, COLUMN
from kitnet_pages.models import NewsPage, RightColumn
from tests import editor, factories

TEXT = {"type": "paragraph", "value": "<p>Før.</p>", "id": "11111111-1111-1111-1111-111111111111"}
GHOST = {
    "type": "ghost",
    "value": {"secret": "Spøgelse", "deep": [1, {"null": None}, "<b>"]},
    "id": "22222222-2222-2222-2222-222222222222",
}
AFTER = {
    "type": "heading",
    "value": {"text": "Efter", "level": "h2"},
    "id": "33333333-3333-3333-3333-333333333333",
}


@pytest.fixture
def article(planted):
    return factories.NewsPageFactory(parent=planted.news_index, body=[TEXT, GHOST, AFTER], slug="genfaerd")


@pytest.fixture
def registry() -> Iterator[None]:
    """Let a test change what is registered, and forget it again."""
    before = {name: dict(entries) for name, entries in extension_points._registry.blocks.items()}
    yield
    extension_points._registry.blocks = before
    forget_blocks()


def forget_blocks() -> None:
    """Let every field ask the registry again, as a process does that has just started."""
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if isinstance(field, BlocksField):
                field.__dict__.pop("stream_block", None)


def stored(thing, field: str = "body") -> list:
    """Return a stream as the database has it."""
    rows = type(thing).objects.filter(pk=thing.pk).annotate(text=Cast(field, TextField()))
    return json.loads(rows.values_list("text", flat=True).get())


# ── Content of an unknown block ──────────────────────────────────────────────────────────────────────────────────
def test_unknown_block_is_kept_when_a_page_is_saved(article):
    assert stored(article) == [TEXT, GHOST, AFTER]
    page = factories.fresh(article)
    list(page.body)  # as reading it does
    page.save()
    assert stored(article) == [TEXT, GHOST, AFTER]


def test_unknown_block_is_kept_through_revisions(article):
    page = factories.fresh(article)
    page.save_revision().publish()
    page = factories.fresh(article).get_latest_revision_as_object()
    list(page.body)
    page.title = "Nyt navn"
    page.save_revision().publish()
    assert stored(article) == [TEXT, GHOST, AFTER]


def test_unknown_block_is_kept_in_a_copy(article):
    copy = factories.fresh(article).copy(update_attrs={"slug": "kopi"})
    assert stored(copy) == [TEXT, GHOST, AFTER]


def test_unknown_block_is_shown_to_nobody(article, client):
    html = client.get(article.url).content.decode()
    assert "Før." in html
    assert "Efter" in html
    assert "Spøgelse" not in html
    assert "Spøgelse" not in " ".join(NewsPage._meta.get_field("body").get_searchable_content(article.body))


@pytest.mark.django_db
def test_unknown_block_comes_back_with_its_app(article, registry):
    class GhostBlock(blocks.StructBlock):
        secret = blocks.CharBlock()

    extension_points.register_block(BODY, "ghost", GhostBlock)
    forget_blocks()
    child = factories.fresh(article).body[1]
    assert (child.block_type, child.value["secret"]) == ("ghost", "Spøgelse")


def test_known_block_is_kept_when_its_app_goes(article, registry):
    extension_points.unregister_block(BODY, "heading")
    forget_blocks()
    page = factories.fresh(article)
    assert [child.block_type for child in page.body] == ["paragraph", "kept", "kept"]
    page.save_revision().publish()
    assert stored(article) == [TEXT, GHOST, AFTER]


@pytest.fixture
def administrator(planted, client):
    client.force_login(factories.make_administrator())
    return client


def test_unknown_block_is_kept_when_the_page_is_edited(article, administrator):
    answer = editor.save(administrator, article, "publish", title="Rettet", body__2__value__text="Rettet overskrift")
    assert answer.status_code == 302
    text, ghost, heading = stored(article)
    assert ghost == GHOST
    assert heading["value"]["text"] == "Rettet overskrift"
    assert (text["type"], text["id"]) == (TEXT["type"], TEXT["id"])
    assert "Før." in text["value"]


def test_unknown_block_moves_and_goes_as_the_editor_wants(article, administrator):
    editor.save(administrator, article, "publish", body__1__order="9")
    assert [child["type"] for child in stored(article)] == ["paragraph", "heading", "ghost"]
    editor.save(administrator, article, "publish", body__2__deleted="1")
    assert [child["type"] for child in stored(article)] == ["paragraph", "heading"]


@pytest.mark.parametrize("sent", ["", "{", "5", "null", "[]", '"x"', "{}", '{"type": 5}', '{"value": 1}'])
def test_what_is_no_stored_block_is_dropped(sent):
    field = RightColumn._meta.get_field("content")
    data = {
        "content-count": "1",
        "content-0-type": "kept",
        "content-0-value": sent,
        "content-0-order": "0",
        "content-0-deleted": "",
        "content-0-id": "",
    }
    block = field.stream_block
    value = block.clean(block.value_from_datadict(data, {}, "content"))
    assert field.get_prep_value(value) == []


def test_unknown_panel_is_kept_beside_known_ones(article, administrator, client):
    panel = {"type": "vanished", "value": 3, "id": "44444444-4444-4444-4444-444444444444"}
    column = factories.give_column(article, [factories.text_panel("<p>Vises.</p>"), panel])
    editor.save(administrator, article, "publish", title="Rettet")
    assert stored(column, "content")[1] == panel
    assert "Vises." in client.get(article.url).content.decode()


def test_body_that_is_no_list_of_blocks_is_empty(planted):
    assert list(NewsPage(body="Ren tekst fra gamle dage").body) == []
    assert NewsPage(body="Ren tekst fra gamle dage").body.raw_text == "Ren tekst fra gamle dage"


def test_editors_menu_does_not_offer_the_kept_block():
    block = NewsPage._meta.get_field("body").stream_block
    packed = json.dumps(JSContext().pack(block))
    assert '"kept": {"min_num": null, "max_num": 0}' in packed


# ── Blocks from the registry ─────────────────────────────────────────────────────────────────────────────────────
BODY_BLOCKS = [
    "paragraph",
    "heading",
    "quote",
    "picture",
    "video",
    "documents",
    "fact_box",
    "table",
    "call_to_action",
    "link_cards",
    "collection",
    "cookies",
    "coverage",
]


def test_body_offers_the_blocks_in_the_editors_order():
    assert list(NewsPage._meta.get_field("body").stream_block.child_blocks) == [*BODY_BLOCKS, "kept"]


def test_every_body_offers_the_same_blocks():
    bodies = [
        field
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, BlocksField) and field.name == "body"
    ]
    assert len(bodies) >= 6
    assert {tuple(field.stream_block.child_blocks) for field in bodies} == {(*BODY_BLOCKS, "kept")}


def test_panels_of_events_and_of_the_host_arrive_through_the_registry():
    panels = list(RightColumn._meta.get_field("content").stream_block.child_blocks)
    assert panels == [
        "next_meetings",
        "subscribe",
        "contact",
        "join",
        "links",
        "text",
        "collection",
        "opening_hours",
        "kept",
    ]


def test_registering_a_name_again_replaces_the_block(registry):
    extension_points.register_block(COLUMN, "text", blocks.CharBlock, order=1)
    names = [name for name, _ in extension_points.blocks_for(COLUMN)]
    assert names.count("text") == 1
    assert names[0] == "text"


def test_migrations_list_no_blocks(registry):
    before = [RightColumn._meta.get_field("content").deconstruct(), NewsPage._meta.get_field("body").deconstruct()]
    extension_points.register_block(BODY, "novelty", blocks.CharBlock)
    extension_points.register_block(COLUMN, "novelty", blocks.CharBlock)
    forget_blocks()
    assert "novelty" in NewsPage._meta.get_field("body").stream_block.child_blocks
    after = [RightColumn._meta.get_field("content").deconstruct(), NewsPage._meta.get_field("body").deconstruct()]
    assert [str(field) for field in after] == [str(field) for field in before]


@pytest.mark.django_db
def test_another_block_asks_for_no_migration(registry):
    extension_points.register_block(BODY, "novelty", blocks.CharBlock)
    extension_points.unregister_block(COLUMN, "text")
    forget_blocks()
    call_command("makemigrations", "kitnet_pages", "kitnet_events", check_changes=True, dry_run=True, verbosity=0)
