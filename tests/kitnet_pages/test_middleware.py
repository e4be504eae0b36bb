"""Forms in any character set get an answer."""

import encodings.aliases
from wsgiref.util import setup_testing_defaults
from wsgiref.validate import validator

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.test import Client

from kitnet_pages.middleware import Utf8FormsApplication, Utf8FormsMiddleware

# Every name that Python takes for an encoding, and some that it does not.
CHARSETS = sorted(
    {*encodings.aliases.aliases, *encodings.aliases.aliases.values(), "undefined", "idna", "nonsense", ""}
)
FORM_TYPES = ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]
FORM = b'--x\r\nContent-Disposition: form-data; name="q"\r\n\r\n\xff\r\n--x--\r\n'


@pytest.mark.parametrize("form_type", FORM_TYPES)
def test_forms_in_any_character_set_get_an_answer(planted, form_type):
    strict = Client(enforce_csrf_checks=True)
    for charset in CHARSETS:
        answer = strict.generic("POST", "/", FORM, content_type=f"{form_type}; charset={charset}")
        # 403: in UTF-8, so it came as far as the CSRF check.
        assert answer.status_code == (403 if charset == "utf8" else 400), charset


def build_request(environ, start_response):
    """Do what Django does before any middleware: build a request, and so read the query string."""
    WSGIRequest(environ)
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"passed"]


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_questions_in_any_character_set_get_an_answer(method):
    application = validator(Utf8FormsApplication(build_request))
    for charset in CHARSETS:
        environ = {"CONTENT_TYPE": f"text/plain; charset={charset}", "REQUEST_METHOD": method, "QUERY_STRING": "q=a"}
        setup_testing_defaults(environ)
        said = []
        answer = application(environ, lambda status, headers, exc_info=None, said=said: said.append(status))
        list(answer)
        answer.close()
        assert said == ["200 OK" if charset == "utf8" else "400 Bad Request"], charset


@pytest.mark.parametrize("charset", ["", "; charset=utf-8", '; charset="UTF-8"', "; charset=utf8", "; boundary=x"])
def test_forms_in_utf_8_pass(rf, charset):
    request = rf.generic("POST", "/", b"q=1", content_type=f"application/x-www-form-urlencoded{charset}")
    assert Utf8FormsMiddleware(lambda request: "passed")(request) == "passed"
