"""A municipality's contact answers about renewal: HTTP around the rules."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from kitnet_events.domain.renewal import answer_renewal
from kitnet_events.domain.signed_links import read_renewal_token
from kitnet_events.domain.tokens import BadTokenError
from kitnet_events.enums import RenewalAnswer
from kitnet_events.exceptions import RenewalOverError

from .private import private


@private
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Show the question; take the answer on POST. Opened by a link in a mail."""
    try:
        renewal = read_renewal_token(token)
    except BadTokenError:
        return TemplateResponse(request, "kitnet_events/signup/bad_link.html", status=404)
    refusal = ""
    if request.method == "POST":
        said = request.POST.get("answer", "")
        if said not in {RenewalAnswer.YES, RenewalAnswer.NO}:
            raise Http404
        try:
            answer_renewal(renewal.pk, RenewalAnswer(said))
            return redirect(request.path + "?tak=ja")
        except RenewalOverError as error:
            refusal = str(error)
    context = {
        "renewal": renewal,
        "municipality": renewal.membership.municipality,
        "refusal": refusal,
        "done": request.GET.get("tak", "") and bool(renewal.answer),
    }
    return TemplateResponse(request, "kitnet_events/joining/renewal.html", context, status=400 if refusal else 200)
