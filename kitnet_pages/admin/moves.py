"""Who may open the page that asks "move it there?"."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest


def require_right_to_move(request: HttpRequest, page: Any, destination: Any) -> None:
    """Refuse the question as well as the deed: Wagtail asks for rights only when the answer comes.

    Raises PermissionDenied.
    """
    if not page.permissions_for_user(request.user).can_move_to(destination):
        raise PermissionDenied
