"""Comments in the editor, where a question comes between saving a version and publishing it."""

from typing import Any

from django.http import HttpRequest
from wagtail.admin.views.pages.edit import EditView


def tell_of_comments(request: HttpRequest, page: Any, revision: Any) -> None:
    """Log the comments that came with the version just saved, and mail them to who follows them.

    Wagtail's editor does it after publishing, which it leaves to us: this is its own way of doing it, done before.
    """
    form = page.saved_by
    if form is None or "comments" not in form.formsets or not form.has_changed():
        return
    editor = EditView()
    editor.request, editor.page, editor.form = request, page, form
    changes = editor.get_commenting_changes()
    editor.log_commenting_changes(changes, revision)
    editor.send_commenting_notifications(changes)
