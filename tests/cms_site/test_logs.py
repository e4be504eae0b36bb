"""The address of a page that a mail leads to opens it: it stands in no log, and in no mail about an error."""

import logging
from datetime import timedelta
from io import StringIO
from types import SimpleNamespace

import pytest
from django.core import mail
from django.test import Client
from django.utils.log import AdminEmailHandler
from gunicorn.config import Config

from cms_site.gunicorn import MaskedLogger
from cms_site.settings import base
from kitnet_events.domain.signed_links import opt_out_token, renewal_token
from kitnet_events.domain.tokens import Purpose, make_token
from kitnet_events.models import Participant, Renewal
from kitnet_events.token_masks import MASK, MaskTokens, mask_tokens
from tests import factories


@pytest.fixture
def person(db):
    return Participant.objects.create(email="ida@faxe.example", name="Ida")


@pytest.fixture
def token(person):
    factories.make_network()
    return make_token(Purpose.OWN_PAGE, person)


@pytest.fixture
def log():
    """All that is logged, as the site's console has it."""
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(MaskTokens())
    root = logging.getLogger()
    root.addHandler(handler)
    yield stream
    root.removeHandler(handler)


def every_token(person):
    asked = Renewal(pk=7, email="kontakt@koege.example")
    personal = [make_token(purpose, person, 1234, what="address", email="ida@faxe.example") for purpose in Purpose]
    return [*personal, renewal_token(asked)]


def test_every_kind_of_token_is_blotted_out_whole_or_cut_short_or_percent_encoded(person):
    for token in every_token(person):
        for shown in (token, token[:-5], token.replace(":", "%3A"), f"{token}x"):
            assert mask_tokens(f"Not Found: /tilmelding/{shown}/") == f"Not Found: /tilmelding/{MASK}/"
            assert shown not in mask_tokens(f'"GET https://site.example/kalender/personal/{shown}.ics HTTP/1.1" 404')
    refused = opt_out_token("ida@faxe.example")
    assert mask_tokens(f"/deltag/nej-tak/{refused}/") == f"/deltag/nej-tak/{MASK}/"


@pytest.mark.parametrize(
    "line",
    [
        "Not Found: /netvaerksgrupper/sjaelland/2-runde-naestved-raadhus-om-faelles-begreber/tilmelding/",
        "http://127.0.0.1:8000/moeder/ at 2026-11-25T02:09:01.123456+00:00",
        "/kalender/meeting/8f14e45f-ceea-467f-a9d2-0a2c7f9b1c11.ics",
    ],
)
def test_what_is_no_token_stays(line):
    assert mask_tokens(line) == line


def test_each_log_of_the_site_passes_the_filter():
    handlers = base.LOGGING["handlers"].values()
    assert all(handler["filters"] == ["tokens"] for handler in handlers)
    used = [base.LOGGING["root"], *base.LOGGING["loggers"].values()]
    assert {name for one in used for name in one.get("handlers", ())} <= set(base.LOGGING["handlers"])


def test_what_django_says_of_a_request_names_no_token(log, token):
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
    statuses = [
        strict.get(f"/mine/{token}x/").status_code,
        Client().put(f"/mine/{token}/").status_code,
        strict.post(f"/mine/{token}/").status_code,
    ]
    assert statuses == [404, 405, 403]
    told = log.getvalue()
    assert told.count(f"/mine/{MASK}/") == len(statuses)
    assert token not in told


def test_an_error_is_told_by_mail_without_the_token_of_page_cookie_or_variable(log, token, settings, monkeypatch):
    settings.ADMINS = [("Drift", "drift@kitnet.example")]
    settings.DEFAULT_EXCEPTION_REPORTER = base.DEFAULT_EXCEPTION_REPORTER
    handler = AdminEmailHandler(include_html=True)
    handler.addFilter(MaskTokens())

    def fail(request, response, person):
        raise ValueError(f"No page at /mine/{token}/")

    monkeypatch.setattr("kitnet_events.views.participant.remember_person", fail)
    client = Client(raise_request_exception=False, headers={"referer": f"https://site.example/mine/{token}/"})
    client.cookies["kitnet_person"] = token
    logger = logging.getLogger("django.request")
    logger.addHandler(handler)
    try:
        assert client.post(f"/mine/{token}/").status_code == 500
    finally:
        logger.removeHandler(handler)
    sent = mail.outbox[0]
    html = sent.alternatives[0][0]
    for told in (sent.subject, sent.body, html, log.getvalue()):
        assert f"/mine/{MASK}/" in told
        assert token not in told


def test_gunicorn_writes_no_token_into_its_logs(token, tmp_path):
    files = {name: tmp_path / name for name in ("accesslog", "errorlog")}
    config = Config()
    for name, file in files.items():
        config.set(name, str(file))
    config.set("access_log_format", '%(h)s "%(r)s" %(s)s "%(f)s" %(U)s "%({cookie}i)s"')
    logger = MaskedLogger(config)
    path = f"/mine/{token}/"
    environ = {"REQUEST_METHOD": "GET", "RAW_URI": path, "PATH_INFO": path, "SERVER_PROTOCOL": "HTTP/1.1"}
    environ |= {"REMOTE_ADDR": "192.0.2.7", "HTTP_REFERER": f"https://site.example{path}"}
    answer = SimpleNamespace(status="200 OK", headers=[], sent=7)
    request = SimpleNamespace(headers=[("COOKIE", f"kitnet_person={token}")])
    logger.access(answer, request, environ, timedelta(seconds=1))
    logger.error("Error handling request %s", path)
    told = f"https://site.example/mine/{MASK}/"
    line = f'192.0.2.7 "GET /mine/{MASK}/ HTTP/1.1" 200 "{told}" /mine/{MASK}/ "kitnet_person={MASK}"\n'
    assert files["accesslog"].read_text() == line
    assert f"Error handling request /mine/{MASK}/" in files["errorlog"].read_text()
