"""How the reference site keeps its collected static files."""

from whitenoise.storage import CompressedManifestStaticFilesStorage

from kitnet_pages.stylesheets import BundledStylesMixin


class SiteStaticFilesStorage(BundledStylesMixin, CompressedManifestStaticFilesStorage):
    """Hashed names, compressed copies, and one style sheet for every page."""
