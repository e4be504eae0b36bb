"""What visitors see in place of a page that they may not see."""

from wagtail.models import PageViewRestriction

from tests import factories
from tests.face.site import reference_site


def test_page_behind_a_password_tells_nothing_of_itself(planted, client):
    page = factories.NewsPageFactory(parent=planted.news_index, title="Hemmelig plan", slug="plan", lead="Hemmelig.")
    PageViewRestriction.objects.create(page=page, restriction_type="password", password="x")
    with reference_site():
        html = client.get(page.get_url()).content.decode()
    assert "Siden har en adgangskode" in html
    assert 'type="password"' in html
    assert "emmelig" not in html
