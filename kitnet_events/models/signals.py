"""Signals of the models, so that the rules can follow without the models knowing them."""

from django.dispatch import Signal

# Sent inside the transaction that is going to save a meeting's page, before it writes anything. No arguments.
meeting_page_saving = Signal()
# Sent inside that transaction, after the page and its inlines were written. Argument: ``page_id``.
meeting_page_saved = Signal()
