"""Browsers without a screen, logged in with a role."""

from typing import Any, ClassVar

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Group
from django.test import Client

from kitnet_pages.domain.roles import setup_roles
from kitnet_pages.models import FacilitatorRole
from tests.factories import UserFactory, make_administrator


class RememberingBackend(ModelBackend):
    """Logs in as ever, and keeps each user with what was read of their rights: for tests in which rights stay."""

    known: ClassVar[dict[Any, Any]] = {}

    def get_user(self, user_id: Any) -> Any:
        """Return the user as it was read the first time."""
        if user_id not in self.known:
            self.known[user_id] = super().get_user(user_id)
        return self.known[user_id]


def client_of(user: Any) -> Client:
    """Return a client that is logged in as ``user``; it stands in ``client.user``."""
    client = Client(HTTP_HOST="host.example")
    client.force_login(user)
    client.user = user
    return client


def administrator() -> Client:
    """Return an administrator's client."""
    return client_of(make_administrator())


def editor() -> Client:
    """Return an editor's client."""
    return _member("Redaktører")


def writer() -> Client:
    """Return a writer's client."""
    return _member("Skribenter")


def facilitator(*groups: Any) -> Client:
    """Return the client of somebody who facilitates ``groups``."""
    user = UserFactory()
    user.groups.add(*(FacilitatorRole.objects.get(page_id=group.pk).auth_group for group in groups))
    return client_of(user)


def outsider() -> Client:
    """Return the client of somebody who may enter the admin, and nothing more."""
    return _member("Skribenter", without_rights=True)


def _member(role: str, *, without_rights: bool = False) -> Client:
    setup_roles()
    user = UserFactory()
    group = Group.objects.get(name=role)
    if without_rights:
        group = Group.objects.create(name="Gæster")
        group.permissions.add(*Group.objects.get(name=role).permissions.filter(codename="access_admin"))
    user.groups.add(group)
    return client_of(user)
