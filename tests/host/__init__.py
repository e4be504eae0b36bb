"""A bare Wagtail project that has added the two apps and nothing more; the suite runs against it."""
