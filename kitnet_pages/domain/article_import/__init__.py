"""From a file to the draft of an article: what is read, how it is understood, what becomes of it."""

from .article import ImportedArticle, understand
from .drafts import import_article, indexes_for
from .files import EXTENSIONS, check_size, read_file

__all__ = ["EXTENSIONS", "ImportedArticle", "check_size", "import_article", "indexes_for", "read_file", "understand"]
