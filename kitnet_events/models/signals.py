"""Signals of the models, so that the rules can follow without the models knowing them."""

from django.dispatch import Signal

# Sent inside the transaction that saved a meeting's page, after its inlines. Argument: ``page_id``.
meeting_page_saved = Signal()
