"""Calendar feeds and files."""

from django.http import HttpRequest, HttpResponse


def feed(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    return HttpResponse()


def meeting_file(request: HttpRequest, uid) -> HttpResponse:
    return HttpResponse()


def meeting_redirect(request: HttpRequest, uid) -> HttpResponse:
    return HttpResponse()
