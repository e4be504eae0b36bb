"""The registers that pages choose from, the list of articles, and the menu in which they stand."""

import pytest
from django.urls import reverse

from kitnet_pages.extension_points import collection_kinds
from kitnet_pages.models import Collection, Contact, Topic
from tests import roles
from tests.factories import (
    CollectionFactory,
    ContactFactory,
    GroupPageFactory,
    NewsPageFactory,
    OrganisationFactory,
    TopicFactory,
)
from tests.forms import form_data
from tests.queries import number_of_queries

HOME = "/admin/"
FACTORIES = {
    "contact": ContactFactory,
    "organisation": OrganisationFactory,
    "topic": TopicFactory,
    "collection": CollectionFactory,
}


def url(model, view="list", *args):
    return reverse(f"wagtailsnippets_kitnet_pages_{model}:{view}", args=args)


def news(client, **query):
    return [page.title for page in client.get(reverse("kitnet_news:index"), query).context["object_list"]]


# ── Contacts, organisations, topics, collections ─────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("model", FACTORIES)
def test_editors_keep_the_register_and_others_do_not(network, model):
    one = FACTORIES[model]()
    addresses = [url(model), url(model, "add"), url(model, "edit", one.pk), url(model, "delete", one.pk)]
    editor = roles.editor()
    assert [editor.get(address).status_code for address in addresses] == [200] * 4
    for client in (roles.writer(), roles.outsider()):
        assert [client.get(address).headers["Location"] for address in addresses] == [HOME] * 4


@pytest.mark.parametrize("model", FACTORIES)
def test_register_costs_the_same_for_1_and_30(network, model):
    group = GroupPageFactory(parent=network.group_index)
    fields = {
        "contact": {"organisation": OrganisationFactory()},
        "collection": {"group": group, "topic": TopicFactory()},
    }.get(model, {})
    client = roles.editor()
    FACTORIES[model](**fields)
    few = number_of_queries(lambda: client.get(url(model) + "?p=1"))
    FACTORIES[model].create_batch(19, **fields)
    assert number_of_queries(lambda: client.get(url(model) + "?p=1")) == few


def test_contacts_are_found_by_name(network):
    ContactFactory(name="Signe Sekretær")
    ContactFactory(name="Anton Arkitekt")
    found = roles.editor().get(url("contact"), {"q": "sekretær"}).context["object_list"]
    assert [contact.name for contact in found] == ["Signe Sekretær"]


def test_editor_adds_a_contact(network):
    roles.editor().post(url("contact", "add"), {"name": "Signe Sekretær", "email": "signe@host.example"})
    assert Contact.objects.get().email == "signe@host.example"


def test_collection_offers_the_kinds_that_apps_registered(network):
    client = roles.editor()
    form = client.get(url("collection", "add")).context["form"]
    assert set(dict(form.fields["kind"].choices)) - {""} == set(collection_kinds())
    data = form_data(form) | {"name": "Seneste nyt", "kind": "news"}
    client.post(url("collection", "add"), data)
    assert Collection.objects.get().kind == "news"


@pytest.mark.parametrize("changes", [{"kind": "nonsense"}, {"number": "0"}, {"number": "31"}])
def test_collection_that_makes_no_sense_is_refused_at_its_field_or_in_words(network, changes):
    client = roles.editor()
    form = client.get(url("collection", "add")).context["form"]
    response = client.post(url("collection", "add"), form_data(form) | {"name": "Seneste nyt"} | changes)
    assert response.status_code == 200
    assert response.context["form"].errors
    assert not Collection.objects.exists()


def test_topics_address_follows_its_name_while_one_types(network):
    page = roles.editor().get(url("topic", "add")).content.decode()
    assert 'data-w-sync-target-value="#id_slug"' in page
    assert 'data-w-slug-allow-unicode-value="false"' in page


def test_two_topics_share_no_address(network):
    TopicFactory(slug="digital-post")
    response = roles.editor().post(url("topic", "add"), {"name": "Digital post", "slug": "digital-post"})
    assert "slug" in response.context["form"].errors
    assert Topic.objects.count() == 1


# ── Articles ─────────────────────────────────────────────────────────────────────────────────────────────────────
def test_list_of_articles_is_sorted_and_filtered(network):
    group = GroupPageFactory(parent=network.group_index, title="Sjælland")
    NewsPageFactory(parent=network.news_index, title="Ældre", date="2016-09-01", group=group)
    NewsPageFactory(parent=network.news_index, title="Nyere", date="2016-10-24", live=False)
    client = roles.editor()
    assert news(client) == ["Nyere", "Ældre"]
    assert news(client, ordering="title")[0] == "Nyere"
    assert news(client, group=group.pk) == ["Ældre"]
    assert news(client, q="nyere") == ["Nyere"]
    assert news(client, date_from="2016-10-01", date_to="2016-10-24") == ["Nyere"]
    assert news(client, live="true") == ["Ældre"]


def test_list_of_articles_costs_the_same_for_1_and_30(network):
    group = GroupPageFactory(parent=network.group_index)
    client = roles.editor()
    NewsPageFactory(parent=network.news_index, group=group)
    few = number_of_queries(lambda: news(client))
    for _ in range(29):
        NewsPageFactory(parent=network.news_index, group=group)
    assert number_of_queries(lambda: news(client)) == few


# ── The menu ─────────────────────────────────────────────────────────────────────────────────────────────────────
def test_menu_holds_what_a_role_may_open(network):
    group = GroupPageFactory(parent=network.group_index)
    addresses = {
        "news": reverse("kitnet_news:index"),
        "meetings": reverse("kitnet_meetings:index"),
        "ledger": "/admin/meetings/ledger/",
        "municipalities": "/admin/municipalities/",
        "contacts": url("contact"),
    }
    for client, expected in (
        (roles.administrator(), set(addresses)),
        (roles.editor(), set(addresses)),
        (roles.writer(), {"news", "meetings"}),
        (roles.facilitator(group), {"meetings", "ledger"}),
    ):
        page = client.get(HOME).content.decode()
        assert {name for name, address in addresses.items() if f'"{address}"' in page} == expected


def test_settings_of_the_network_are_the_editors(network):
    address = reverse("wagtailsettings:edit", args=["kitnet_pages", "networksettings", network.site.pk])
    assert roles.editor().get(address).status_code == 200
    assert roles.writer().get(address).headers["Location"] == HOME
