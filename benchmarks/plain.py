"""The least that a sign-up can be in Django: CSRF, a form, a row's lock, a count and an insert.

The form is the same, for the same input is to be checked; there is no tree of pages, no limit, no person and no mail.
"""

from django.db import transaction
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect

from kitnet_events.guarded_forms import make_stamp
from kitnet_events.models import Meeting, OpeningNotice
from kitnet_events.signup_forms import SignUpForm


def plain(request, pk):
    """Take a sign-up as long as there are seats."""
    if request.method != "POST":
        hidden = {"csrfmiddlewaretoken": get_token(request), "stamp": make_stamp()}
        return HttpResponse("".join(f'<input name="{name}" value="{value}">' for name, value in hidden.items()))
    form = SignUpForm(request.POST, meeting=Meeting.objects.only("pk").get(pk=pk))
    if not form.is_valid():
        return HttpResponse(status=400)
    with transaction.atomic():
        meeting = Meeting.objects.select_for_update().only("capacity").get(pk=pk)
        if OpeningNotice.objects.filter(meeting_id=pk).count() >= meeting.capacity:
            return HttpResponse(status=409)
        OpeningNotice.objects.create(meeting_id=pk, email=form.cleaned_data["email"])
    return redirect("/hello/")
