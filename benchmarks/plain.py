"""The least that a sign-up can be in Django: CSRF, a form, a row's lock, a count and an insert. No Wagtail, no mail."""

from django import forms
from django.db import transaction
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect

from kitnet_events.models import Meeting, OpeningNotice


class PlainForm(forms.Form):
    """Who comes."""

    name = forms.CharField(max_length=120)
    email = forms.EmailField()
    workplace = forms.CharField(max_length=160)


def plain(request, pk):
    """Take a sign-up as long as there are seats."""
    if request.method != "POST":
        return HttpResponse(f'<input name="csrfmiddlewaretoken" value="{get_token(request)}">')
    form = PlainForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=400)
    with transaction.atomic():
        meeting = Meeting.objects.select_for_update().only("capacity").get(pk=pk)
        if OpeningNotice.objects.filter(meeting_id=pk).count() >= meeting.capacity:
            return HttpResponse(status=409)
        OpeningNotice.objects.create(meeting_id=pk, email=form.cleaned_data["email"])
    return redirect("/hello/")
