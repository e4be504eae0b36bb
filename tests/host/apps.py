"""The host's own app: templates and whatever a test needs a host to have."""

from django.apps import AppConfig


class HostConfig(AppConfig):
    """The bare host."""

    name = "tests.host"
    label = "host"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Add the host's own panel to the network's pages."""
        from tests.host import blocks

        blocks.register()
