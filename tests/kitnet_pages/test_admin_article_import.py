"""Importing an article in the admin: who may, what is said, where it leads."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kitnet_pages.models import NewsPage
from tests import factories, roles
from tests.kitnet_pages.documents import ARTICLE, docx

ADDRESS = "/admin/news/import/"


def upload(client, content: bytes = ARTICLE.encode(), name: str = "artikel.txt", **fields):
    return client.post(ADDRESS, {"file": SimpleUploadedFile(name, content), **fields})


@pytest.fixture
def editor(planted):
    return roles.editor()


def test_a_file_becomes_a_draft_that_opens_in_the_editor(editor):
    answer = upload(editor)
    page = NewsPage.objects.get(title="Kommuner bytter erfaringer om skyen")
    assert answer.url == f"/admin/pages/{page.pk}/edit/"
    html = editor.get(answer.url).content.decode()
    assert "driftsmodel, samtalen" in html
    assert not page.live
    assert page.owner == editor.user


def test_the_list_of_articles_leads_to_the_import(editor):
    assert f'href="{ADDRESS}"' in editor.get("/admin/news/").content.decode()


@pytest.mark.parametrize("address", ["/admin/news/", "/admin/meetings/", "/admin/rounds/"])
def test_a_list_in_which_nothing_is_found_says_so(editor, address):
    html = editor.get(address, {"q": "findes ikke"}).content.decode()
    assert '<p role="status">' in html
    assert 'class="pagination"' not in html


def test_a_refused_file_is_explained_beside_the_field(editor):
    answer = upload(editor, b"MZ\x00", "program.exe")
    assert answer.status_code == 200
    assert "Vælg en fil, der ender på .docx, .md, .html eller .txt." in answer.content.decode()
    assert editor.post(ADDRESS, {}).context["form"].errors["file"] == ["Vælg først en fil."]
    assert not NewsPage.objects.exists()


def test_a_file_that_is_too_large_is_refused_before_it_is_read(editor, settings):
    settings.KITNET_PAGES = {"IMPORT_MEGABYTES": 0}
    assert "højst 0 MB" in upload(editor, docx(("Normal", "x")), "a.docx").content.decode()


def test_where_there_are_two_overviews_the_editor_chooses(editor, planted):
    second = factories.NewsIndexPageFactory(parent=planted.home, slug="arkiv", title="Arkiv")
    assert upload(editor).status_code == 200  # no overview chosen
    upload(editor, index=second.pk)
    assert NewsPage.objects.get().get_parent().pk == second.pk


def test_facilitators_may_not_import_articles(editor, planted):
    group = factories.GroupPageFactory(parent=planted.group_index)
    assert upload(roles.facilitator(group)).status_code == 302
    assert not NewsPage.objects.exists()
