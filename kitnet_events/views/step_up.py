"""What wants a fresh proof: all that is stored, erasure, a new address. Opened by a link in a mail of its own."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from kitnet_events import conf
from kitnet_events.domain import own_page as rules
from kitnet_events.domain import privacy
from kitnet_events.domain.community import is_in_community
from kitnet_events.domain.tokens import BadTokenError, Purpose, read_token
from kitnet_events.models import Participant

from .browser import forget_person
from .private import private


@private
@require_http_methods(["GET", "HEAD", "POST"])
def step_up(request: HttpRequest, token: str) -> HttpResponse:
    """Say what will happen; do it on POST."""
    try:
        person, payload = read_token(Purpose.STEP_UP, token)
    except BadTokenError:
        return TemplateResponse(request, "kitnet_events/signup/bad_link.html", status=404)
    what, email = payload.get("what"), payload.get("email", "")
    context = {"person": person, "what": what, "email": email}
    if what == rules.ERASE and is_in_community(person):
        context["let_out_days"] = conf.get("LET_OUT_DAYS")
    if request.method != "POST":
        return TemplateResponse(request, "kitnet_events/participant/step_up.html", context)
    if what == rules.EXPORT:
        return _file(person)
    if what == rules.ERASE:
        privacy.erase_person(person)
    elif not rules.take_new_address(person, email):
        context["taken"] = True
        return TemplateResponse(request, "kitnet_events/participant/step_up.html", context, status=409)
    context["done"] = True
    return forget_person(TemplateResponse(request, "kitnet_events/participant/step_up.html", context).render())


def _file(person: Participant) -> HttpResponse:
    response = JsonResponse(privacy.export_person(person), json_dumps_params={"indent": 2, "ensure_ascii": False})
    response["Content-Disposition"] = 'attachment; filename="kitnet.json"'
    return response
