"""What the reference site adds to the apps' own addresses."""

from cms_site.settings import base


def test_robots_may_read_all_but_the_admin(settings, rf):
    settings.SERVE_MEDIA = False
    from cms_site.urls import robots  # only now are the settings there that it reads

    answer = robots(rf.get("/robots.txt"))
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /admin/",
        "Sitemap: http://testserver/sitemap.xml",
    ]


def test_calendars_come_without_a_policy_for_scripts():
    assert "/kalender/" in base.CONTENT_SECURITY_POLICY["EXCLUDE_URL_PREFIXES"]
