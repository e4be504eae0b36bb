"""The living style page: every token and every component in all its states. Shown while DEBUG is on."""
