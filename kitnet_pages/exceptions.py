"""What the rules refuse, each with a sentence for the reader."""


class UnreadableArticleError(Exception):
    """A file cannot become an article. ``str(error)`` is the sentence for the editor who uploaded it."""
