"""Links from mails about a sign-up: they show, and only a POST acts."""

from kitnet_events.domain import signup as rules
from kitnet_events.domain.tokens import sign_up_token, void_links

from .people import details, sign_up


def test_a_link_shows_and_only_a_post_acts(client, meeting):
    mine = rules.sign_up(meeting.pk, details())
    link = f"/tilmelding/{sign_up_token(mine)}/"
    response = client.get(link)
    mine.refresh_from_db()
    assert (response.status_code, mine.state) == (200, "held")
    assert response["Referrer-Policy"] == "strict-origin"
    assert "no-store" in response["Cache-Control"]
    client.post(link, {"action": "prove"})
    mine.refresh_from_db()
    assert mine.state == "confirmed"
    client.post(link, {"action": "cancel"})
    mine.refresh_from_db()
    assert mine.state == "cancelled"


def test_a_bad_or_voided_link_says_so(client, meeting):
    mine = sign_up(meeting)
    token = sign_up_token(mine)
    for bad in ("x", token[:-1], token + "a", "%00", "æøå"):
        assert client.get(f"/tilmelding/{bad}/").status_code == 404
    void_links(mine.participant)
    assert client.get(f"/tilmelding/{token}/").status_code == 404


def test_a_link_for_one_purpose_opens_nothing_else(client, meeting):
    mine = sign_up(meeting)
    token = sign_up_token(mine)
    assert client.get(f"/mine/{token}/").status_code == 404
    assert client.get(f"/kalender/personal/{token}.ics").status_code == 404


def test_a_hand_over_with_a_mistake_keeps_what_was_typed(client, meeting):
    mine = sign_up(meeting)
    link = f"/tilmelding/{sign_up_token(mine)}/"
    response = client.post(link, {"action": "hand_over", "colleague-name": "Bo Eksempel", "colleague-email": "bo"})
    assert response.status_code == 400
    assert "Bo Eksempel" in response.content.decode()


def test_an_unknown_action_is_not_found(client, meeting):
    mine = sign_up(meeting)
    assert client.post(f"/tilmelding/{sign_up_token(mine)}/", {"action": "drop table"}).status_code == 404


def test_moving_to_where_one_cannot_go_is_refused_in_words(client, meeting):
    mine = sign_up(meeting)
    response = client.post(f"/tilmelding/{sign_up_token(mine)}/", {"action": "move", "target": "0"})
    assert response.status_code == 400
    assert response.context_data["refusal"]
