"""Those who work on the demo's site, and those who are named on it."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from wagtail.users.models import UserProfile

from cms_site.demo.content.people import ORGANISATIONS, PEOPLE, TOPICS
from cms_site.demo.logins import EDITOR, LOGINS, Login
from kitnet_pages import conf
from kitnet_pages.extension_points import ROLE_EDITORS
from kitnet_pages.models import Contact, FacilitatorRole, Organisation, Topic

from .resolving import Known


def add_users() -> dict[str, Any]:
    """Make the demo's users, by user name. One whose name is taken already is left as it is."""
    return {login.username: _user(login) for login in LOGINS}


def _user(login: Login) -> Any:
    model = get_user_model()
    user, born = model.objects.get_or_create(
        **{model.USERNAME_FIELD: login.username},
        defaults={
            "email": login.email,
            "first_name": login.first_name,
            "last_name": login.last_name,
            "is_superuser": login.is_admin,
            "is_staff": login.is_admin,
        },
    )
    if born:
        user.set_password(login.password)
        user.save()
        UserProfile.objects.create(user=user, preferred_language="da")
    return user


def give_roles(users: dict[str, Any], known: Known) -> None:
    """Give the users their roles. The roles must have been set up."""
    users[EDITOR.username].groups.add(Group.objects.get(name=conf.get("ROLE_NAMES")[ROLE_EDITORS]))
    for login in LOGINS:
        if login.group:
            role = FacilitatorRole.objects.get(page_id=known.page[f"group:{login.group}"].pk)
            users[login.username].groups.add(role.auth_group)


def add_snippets(known: Known) -> None:
    """Make organisations, topics and contacts. One that is there already, by its name, is left as it is."""
    organisations = {}
    for facts in ORGANISATIONS:
        organisations[facts.name], _born = Organisation.objects.get_or_create(
            name=facts.name,
            defaults={
                "full_name": facts.full_name,
                "url": facts.url,
                "logo": known.picture[f"organisation:{facts.name}"],
                "is_organiser": True,
            },
        )
    for slug, name in TOPICS.items():
        known.topic[slug], _born = Topic.objects.get_or_create(slug=slug, defaults={"name": name})
    for person in PEOPLE:
        known.contact[person.key], _born = Contact.objects.get_or_create(
            name=person.name,
            email=person.email,
            defaults={
                "title": person.title,
                "department": person.department,
                "organisation": organisations[person.organisation],
                "phone": person.phone,
                "picture": known.picture[f"person:{person.key}"],
            },
        )
