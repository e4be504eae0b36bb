"""The buttons of a register's rows."""

from typing import Any

from wagtail_modeladmin.helpers import ButtonHelper


class RegisterButtons(ButtonHelper):
    """modeladmin's own, whose tooltips say what the button says: there is no Danish for "Inspect this"."""

    def add_button(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the button that adds a row."""
        return _titled(super().add_button(*args, **kwargs))

    def inspect_button(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the button that shows a row."""
        return _titled(super().inspect_button(*args, **kwargs))

    def edit_button(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the button that leads to a row's form."""
        return _titled(super().edit_button(*args, **kwargs))

    def delete_button(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the button that takes a row away."""
        return _titled(super().delete_button(*args, **kwargs))


def _titled(button: dict[str, Any]) -> dict[str, Any]:
    return {**button, "title": button["label"]}
