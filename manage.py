#!/usr/bin/env python
"""Django's command line for the reference site; with the demo's settings unless DJANGO_SETTINGS_MODULE is set."""

import os
import sys


def main() -> None:
    """Run the command that the arguments name."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms_site.settings.demo")
    try:
        from django.core.management import execute_from_command_line  # noqa: PLC0415 - only here can its absence be explained
    except ImportError as error:
        message = "Django is not installed here. `make demo` builds an environment; or activate one that has it."
        raise SystemExit(message) from error
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
