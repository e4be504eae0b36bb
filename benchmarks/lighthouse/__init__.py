"""Lighthouse, against the demo under gunicorn."""
