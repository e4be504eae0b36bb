"""Choosing a contact, an organisation, a topic or a collection in a page's editor; and making one there and then.

Wagtail's own choosers answer 500 to a key that is none, and to a form where nothing can be made.
"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.chooser import (
    SnippetChooserViewSet,
    SnippetChosenMultipleView,
    SnippetChosenView,
    SnippetCreateView,
)

from kitnet_pages.models import Contact, Organisation, Topic
from kitnet_pages.slugs import slug_of


class ChosenView(SnippetChosenView):
    """Answers with what was chosen."""

    def get_object(self, pk: str) -> Any:
        """Return the chosen object. Raises Http404 for a key that is none."""
        try:
            return super().get_object(pk)
        except (ValueError, OverflowError, ValidationError) as error:
            raise Http404 from error


class ChosenMultipleView(SnippetChosenMultipleView):
    """Answers with all that was chosen."""

    def get_objects(self, pks: list[str]) -> Any:
        """Return the chosen objects. Raises Http404 if one of the keys is none."""
        try:
            return list(super().get_objects(pks))
        except (ValueError, OverflowError, ValidationError) as error:
            raise Http404 from error


class CreateView(SnippetCreateView):
    """Makes what is then chosen."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Raise Http404 where nothing can be made in a chooser."""
        if self.get_creation_form_class() is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)


class NetworkChooserViewSet(SnippetChooserViewSet):
    """A chooser in which nothing can be made."""

    chosen_view_class = ChosenView
    chosen_multiple_view_class = ChosenMultipleView
    create_view_class = CreateView


class ContactForm(forms.ModelForm):
    """A new contact, without the picture: that can be added in the register."""

    class Meta:
        model = Contact
        fields = ["name", "title", "organisation", "email", "phone"]
        help_texts = {
            "name": _("As readers should see it."),
            "title": _("For example: chief consultant."),
            "organisation": _("Choose one, or make it in the register of organisations first."),
            "email": _("A work address. It is public wherever the contact is shown."),
            "phone": _("Eight digits in pairs: 12 34 56 78. Public, too."),
        }


class OrganisationForm(forms.ModelForm):
    """A new organisation."""

    class Meta:
        model = Organisation
        fields = ["name", "full_name", "url"]
        help_texts = {"name": _("As readers should see it."), "url": _("The organisation's own site.")}


class TopicForm(forms.ModelForm):
    """A new topic; its short name in addresses is made from the name."""

    class Meta:
        model = Topic
        fields = ["name"]
        help_texts = {"name": _("As it stands at articles and meetings.")}

    def clean(self) -> dict[str, Any]:
        """Make the short name. A name of which none can be made, or one that another topic has, is an error."""
        cleaned = super().clean()
        name = cleaned.get("name", "")
        self.instance.slug = slug_of(name)
        if name and not self.instance.slug:
            self.add_error("name", _("Write at least one letter or digit."))
        elif Topic.objects.filter(slug=self.instance.slug).exists():
            self.add_error("name", _("There is a topic with this name, or one much like it."))
        return cleaned


class ContactChooserViewSet(NetworkChooserViewSet):
    """Chooses a contact, or makes one."""

    creation_form_class = ContactForm
    creation_tab_label = _("New contact")


class OrganisationChooserViewSet(NetworkChooserViewSet):
    """Chooses an organisation, or makes one."""

    creation_form_class = OrganisationForm
    creation_tab_label = _("New organisation")


class TopicChooserViewSet(NetworkChooserViewSet):
    """Chooses a topic, or makes one."""

    creation_form_class = TopicForm
    creation_tab_label = _("New topic")
