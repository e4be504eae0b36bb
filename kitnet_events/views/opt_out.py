"""No more invitations: with one click from the mail program, without login or confirmation (RFC 8058)."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from kitnet_events.domain import inviting
from kitnet_events.domain.signed_links import read_opt_out_token
from kitnet_events.domain.tokens import BadTokenError
from kitnet_events.models import OptOut

from .private import private


@csrf_exempt
@private
@require_http_methods(["GET", "HEAD", "POST"])
def opt_out(request: HttpRequest, token: str) -> HttpResponse:
    """Take an address off the invitations on POST. A GET shows a button: mail scanners follow links.

    A mail program's POST has no session and no CSRF token (RFC 8058, section 3.2): the signed address is what shows
    that it is meant. ``action=again`` takes it back.
    """
    try:
        digest = read_opt_out_token(token)
    except BadTokenError:
        return TemplateResponse(request, "kitnet_events/signup/bad_link.html", status=404)
    if request.method == "POST":
        if request.POST.get("action") == "again":
            inviting.opt_in(digest)
        else:
            inviting.opt_out(digest)
    context = {"is_out": OptOut.objects.filter(digest=digest).exists(), "done": request.method == "POST"}
    return TemplateResponse(request, "kitnet_events/joining/opt_out.html", context)
