"""A site on a machine of one's own: `make demo`. Not for a server: its key and its logins are no secrets."""

from django.core.management.utils import get_random_secret_key

from cms_site.settings.base import *

DEBUG = environment.flag("DEBUG")
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *environment.words("ALLOWED_HOSTS")]


def _key() -> str:
    """Return the demo's key, made at the first start and kept beside its data, so that a restart logs nobody out."""
    file = VAR_DIR / "secret_key"
    if not file.exists():
        VAR_DIR.mkdir(parents=True, exist_ok=True)
        file.write_text(get_random_secret_key())
        file.chmod(0o600)
    return file.read_text()


SECRET_KEY = _key()

# Mail is written to files, never sent: a demo must not reach anybody.
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"

# There is no other server in front that could send the uploads.
SERVE_MEDIA = True

# Where nothing works in the background (`--no-worker`, and while the content is made), tasks run at once.
if environment.flag("TASKS_IMMEDIATE"):
    TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

if DEBUG:
    # Static files straight from the source, for whoever works on them.
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    WHITENOISE_USE_FINDERS = True
    WHITENOISE_AUTOREFRESH = True
