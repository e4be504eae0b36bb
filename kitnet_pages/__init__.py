"""Publishing for a professional network: news, groups, contacts, municipalities."""

__version__ = "0.1.0"
