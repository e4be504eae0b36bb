"""The forms of joining the network."""

from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kitnet_events.domain.joining import JoinDetails
from kitnet_events.guarded_forms import GuardedForm
from kitnet_events.models import Participant
from kitnet_events.signup_forms import PersonForm
from kitnet_events.visible_fields import VisibleCharField
from kitnet_pages.models import GroupPage, Municipality, Topic
from kitnet_pages.models.querysets import open_to_all

_WISHES_LENGTH = 1000


class JoinForm(GuardedForm, PersonForm):
    """Join the network."""

    group = forms.ModelChoiceField(
        label=_("Network group"),
        queryset=GroupPage.objects.none(),
        required=False,
        help_text=_("Each municipality belongs to a group. You may choose another one if that suits you better."),
    )
    topics = forms.ModelMultipleChoiceField(
        label=_("What do you want to hear about?"),
        queryset=Topic.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    wishes = VisibleCharField(
        label=_("Anything else that you want to hear about"),
        required=False,
        max_length=_WISHES_LENGTH,
        help_text=_("Facilitators read it when they plan the meetings."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    field_order = ["name", "email", "workplace", "title", "group", "topics", "wishes"]

    def __init__(self, *args: Any, municipality: Municipality | None = None, **kwargs: Any) -> None:
        """Take Django's arguments, and the municipality from whose place on the map the visitor came."""
        super().__init__(*args, **kwargs)
        groups, topics = self.fields["group"], self.fields["topics"]
        groups.queryset = open_to_all(GroupPage.objects.order_by("path")).defer("body")
        groups.label_from_instance = lambda group: group.title
        suggested = municipality.group if municipality else None
        groups.empty_label = lazy(_no_choice, str)(suggested.title if suggested else "")
        topics.queryset = Topic.objects.order_by("name")
        topics.choices = [(topic.pk, topic.name) for topic in Topic.in_danish_order()]
        if not topics.choices:
            del self.fields["topics"]
        if municipality is not None:
            self.initial.setdefault("workplace", municipality.name)

    def clean(self) -> dict[str, Any]:
        """Ask for a group where the workplace has none of its own."""
        cleaned = super().clean()
        if self.errors:
            return cleaned
        municipality = cleaned.get("municipality")
        if cleaned.get("group") is None and (municipality is None or municipality.group_id is None):
            self.add_error("group", _("Please choose the group in which you want to take part."))
        return cleaned

    def details(self, **_more: Any) -> JoinDetails:  # type: ignore[override] - of another form
        """Return what was typed, for the rules."""
        data, municipality = self.cleaned_data, self.cleaned_data.get("municipality")
        return JoinDetails(
            name=data["name"],
            email=data["email"],
            title=data["title"],
            municipality_id=municipality.pk if municipality else None,
            organisation="" if municipality else data["workplace"],
            group_id=data["group"].pk if data["group"] else None,
            topic_ids=tuple(topic.pk for topic in data.get("topics", ())),
            wishes=data["wishes"],
        )

    @staticmethod
    def about(person: Participant) -> dict[str, Any]:
        """Return what is known of a person, for the form in their own browser."""
        return {"name": person.name, "email": person.email, "title": person.title, "workplace": person.workplace}


def _no_choice(title: str) -> str:
    if title:
        return gettext("The group of my municipality: %(group)s") % {"group": title}
    return gettext("The group of my municipality")
