"""Those who log in, and those whom visitors may ask."""

from typing import Any

import factory
from django.contrib.auth import get_user_model
from factory.django import DjangoModelFactory

from kitnet_pages.models import Contact, Organisation


class UserFactory(DjangoModelFactory):
    """Somebody who may log in to the admin only if a test says so."""

    username = factory.Sequence(lambda n: f"user-{n}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@host.example")

    class Meta:
        model = get_user_model()


def make_administrator() -> Any:
    """Return a user who may do everything."""
    return UserFactory(is_staff=True, is_superuser=True)


class OrganisationFactory(DjangoModelFactory):
    """An organisation."""

    name = factory.Sequence(lambda n: f"Forening {n}")

    class Meta:
        model = Organisation


class ContactFactory(DjangoModelFactory):
    """A contact person."""

    name = factory.Sequence(lambda n: f"Tovholder {n}")
    title = "Konsulent"
    email = factory.Sequence(lambda n: f"tovholder-{n}@host.example")

    class Meta:
        model = Contact
