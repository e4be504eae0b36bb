"""The yearly renewal: asked once, reminded twice, answered in two clicks; silence ends nothing."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from kitnet_events.domain import renewal as rules
from kitnet_events.domain.clock import tick
from kitnet_events.domain.signed_links import read_renewal_token, renewal_token
from kitnet_events.domain.tokens import BadTokenError
from kitnet_events.enums import RenewalAnswer
from kitnet_events.exceptions import RenewalOverError
from kitnet_events.models import OutboxMail, Renewal
from kitnet_events.timespan import ZONE
from kitnet_pages.domain.membership import begin_membership, correct_membership, end_membership
from kitnet_pages.models import Membership
from tests import factories, roles
from tests.kitnet_events.mail.mails import letter_of
from tests.planting import shared
from tests.queries import number_of_queries

LIST = "/admin/renewals/"
OPEN = "/admin/network/renewal/open/"
HOME = "/admin/"
YEAR = timezone.localdate().year + 1


@shared
def group(network):
    return factories.GroupPageFactory(parent=network.group_index, title="Sjælland", slug="sjaelland")


def take_part(group=None, email="digi@kommune.example", **fields):
    municipality = factories.MunicipalityFactory(group=group, **fields)
    return begin_membership(municipality, date(2016, 9, 1), contact_email=email)


def mails():
    return list(OutboxMail.objects.order_by("pk").values_list("key", "to"))


def link(renewal):
    return f"/deltag/fornyelse/{renewal_token(renewal)}/"


def days_after(renewal, number):
    return renewal.asked_at + timedelta(days=number, minutes=1)


# ── Asking ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_opening_a_year_asks_each_contact_once_and_lists_those_without(network):
    take_part(email="a@kommune.example")
    take_part(email="")
    end_membership(take_part(email="c@kommune.example"), date(YEAR - 1, 12, 31))
    assert rules.open_year(YEAR) == rules.Opened(asked=1, without_contact=1)
    assert mails() == [("renewal", "a@kommune.example")]
    assert rules.open_year(YEAR).asked == 0
    assert len(mails()) == 1
    assert Renewal.objects.count() == 2


def test_opening_again_asks_who_has_come_or_got_a_contact_since(network):
    without = take_part(email="")
    rules.open_year(YEAR)
    correct_membership(without, contact_email="ny@kommune.example")
    take_part(email="b@kommune.example")
    assert rules.open_year(YEAR).asked == 2
    assert {to for _key, to in mails()} == {"ny@kommune.example", "b@kommune.example"}


def test_mail_names_municipality_and_year_and_leads_to_the_question(network):
    take_part(name="Faxe")
    rules.open_year(YEAR)
    letter = letter_of(OutboxMail.objects.get())
    assert "Faxe" in letter.subject
    assert str(YEAR) in letter.subject
    assert letter.actions[0].url.startswith("http://host.example/deltag/fornyelse/")


# ── Reminding ────────────────────────────────────────────────────────────────────────────────────────────────────
def test_silence_is_reminded_of_after_14_and_30_days_and_ends_nothing(network):
    membership = take_part()
    rules.open_year(YEAR)
    renewal = Renewal.objects.get()
    counts = [rules.remind_contacts(days_after(renewal, day)) for day in (1, 13, 14, 15, 29, 30, 31, 60)]
    assert counts == [0, 0, 1, 0, 0, 1, 0, 0]
    assert [key for key, _to in mails()] == ["renewal", "renewal_reminder", "renewal_reminder"]
    membership.refresh_from_db()
    assert (membership.last_day, Renewal.objects.get().answer) == (None, "")


def test_what_the_clock_missed_is_one_reminder(network):
    take_part()
    rules.open_year(YEAR)
    renewal = Renewal.objects.get()
    assert rules.remind_contacts(days_after(renewal, 45)) == 1
    assert rules.remind_contacts(days_after(renewal, 46)) == 0


def test_nobody_is_reminded_who_answered_or_left_or_after_the_year(network):
    answered, left, late = take_part(), take_part(), take_part()
    rules.open_year(YEAR)
    rules.answer_renewal(answered.renewals.get().pk, RenewalAnswer.NO)
    end_membership(left, timezone.localdate())
    assert rules.remind_contacts(datetime(YEAR + 1, 1, 1, 12, tzinfo=ZONE)) == 0
    assert rules.remind_contacts(days_after(late.renewals.get(), 14)) == 1


def test_reminder_goes_to_who_is_the_contact_by_then_and_voids_the_old_link(network):
    membership = take_part(email="gammel@kommune.example")
    rules.open_year(YEAR)
    old = renewal_token(Renewal.objects.get())
    correct_membership(membership, contact_email="ny@kommune.example")
    rules.remind_contacts(days_after(Renewal.objects.get(), 14))
    assert mails()[-1] == ("renewal_reminder", "ny@kommune.example")
    with pytest.raises(BadTokenError):
        read_renewal_token(old)


def test_nobody_is_reminded_at_an_address_that_was_taken_away(network):
    membership = take_part()
    rules.open_year(YEAR)
    correct_membership(membership, contact_email="")
    assert rules.remind_contacts(days_after(Renewal.objects.get(), 14)) == 0
    correct_membership(membership, contact_email="ny@kommune.example")
    assert rules.remind_contacts(days_after(Renewal.objects.get(), 15)) == 1


def test_clock_reminds(network):
    take_part()
    rules.open_year(YEAR)
    Renewal.objects.update(asked_at=timezone.now() - timedelta(days=15))
    assert tick() == []
    assert ("renewal_reminder", "digi@kommune.example") in mails()


# ── Answering ────────────────────────────────────────────────────────────────────────────────────────────────────
def test_contact_answers_with_two_clicks_and_may_think_again(client, network):
    take_part()
    rules.open_year(YEAR)
    renewal = Renewal.objects.get()
    assert client.get(link(renewal)).status_code == 200
    assert Renewal.objects.get().answer == ""
    for answer in ("yes", "no"):
        response = client.post(link(renewal), {"answer": answer}, follow=True)
        assert (response.status_code, Renewal.objects.get().answer) == (200, answer)
    assert client.post(link(renewal), {"answer": "maybe"}).status_code == 404
    assert Membership.objects.get().last_day is None


def test_answer_after_the_municipality_left_is_refused_in_words(client, network):
    membership = take_part()
    rules.open_year(YEAR)
    renewal = Renewal.objects.get()
    end_membership(membership, timezone.localdate())
    with pytest.raises(RenewalOverError):
        rules.answer_renewal(renewal.pk, RenewalAnswer.YES)
    assert client.post(link(renewal), {"answer": "yes"}).status_code == 400


@pytest.mark.parametrize("token", ["x", "%00", "æ"])
def test_bad_links_say_so(client, network, token):
    assert client.get(f"/deltag/fornyelse/{token}/").status_code == 404


# ── In the admin ─────────────────────────────────────────────────────────────────────────────────────────────────
def test_editor_opens_a_year_and_sees_who_is_silent(network, group):
    take_part(group, name="Faxe")
    take_part(None, name="Odense", email="odense@kommune.example")
    client = roles.editor()
    assert client.get(OPEN).context["form"].initial == {"year": YEAR}
    assert set(client.post(OPEN, {"year": YEAR + 5}).context["form"].errors) == {"year"}
    client.post(OPEN, {"year": YEAR})
    rules.answer_renewal(Renewal.objects.get(membership__municipality__name="Odense").pk, RenewalAnswer.YES)

    def listed(who, **query):
        return [one.membership.municipality.name for one in who.get(LIST, query).context["object_list"]]

    assert listed(client) == ["Faxe", "Odense"]
    assert listed(client, year=YEAR, answer="silent") == ["Faxe"]
    assert listed(client, answer="yes") == ["Odense"]
    assert listed(client, q="oden") == ["Odense"]
    facilitator = roles.facilitator(group)
    assert listed(facilitator) == ["Faxe"]
    assert facilitator.get(OPEN).headers["Location"] == HOME
    for query in ("answer=x", "year=x", "year=1999"):
        assert client.get(f"{LIST}?{query}").status_code == 400


def test_editor_asks_again_and_others_do_not(network, group):
    take_part(group)
    rules.open_year(YEAR)
    renewal = Renewal.objects.get()
    address = f"/admin/network/renewal/{renewal.pk}/again/"
    assert roles.facilitator(group).get(address).headers["Location"] == HOME
    client = roles.editor()
    assert client.get(address).status_code == 200
    client.post(address)
    assert [key for key, _to in mails()] == ["renewal", "renewal"]
    assert client.get("/admin/network/renewal/0/again/").status_code == 404


def test_who_has_left_is_not_silent_and_not_asked_again(network, group):
    take_part(group, name="Faxe")
    left = take_part(group, name="Greve")
    rules.open_year(YEAR)
    end_membership(left, date(YEAR - 1, 12, 31))
    client, renewal = roles.editor(), left.renewals.get()
    rows = client.get(LIST, {"answer": "silent"}).context["object_list"]
    assert [row.membership.municipality.name for row in rows] == ["Faxe"]
    page = client.get(LIST).content.decode()
    assert page.count("har forladt netværket") == 1
    assert page.count("/again/") == 1
    sent = len(mails())
    client.post(f"/admin/network/renewal/{renewal.pk}/again/")
    assert len(mails()) == sent
    with pytest.raises(RenewalOverError):
        rules.ask_again(renewal.pk)


def test_list_costs_the_same_for_1_and_30(network, group):
    take_part(group)
    rules.open_year(YEAR)
    client = roles.editor()
    few = number_of_queries(lambda: client.get(LIST))
    for _ in range(8):
        take_part(group)
    rules.open_year(YEAR)
    assert number_of_queries(lambda: client.get(LIST)) == few
