"""A server behind TLS. All that is particular to it comes from the environment: docs/operations.md lists it."""

from cms_site.settings.base import *

DEBUG = False
SECRET_KEY = environment.required("SECRET_KEY", "a long random text that only this server knows.")
ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if not host.startswith(".")]
WAGTAILADMIN_BASE_URL = os.environ.get("BASE_URL", f"https://{ALLOWED_HOSTS[0]}" if ALLOWED_HOSTS else "")

# TLS ends at the proxy in front, which must set this header itself and never pass a visitor's on.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
# Django would have DENY; but the editor shows previews of pages in a frame, of this site alone.
SILENCED_SYSTEM_CHECKS = ["security.W019"]
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True

# How many proxies stand in front and append to X-Forwarded-For: limits on forms count by the visitor's network.
KITNET_EVENTS = {"PROXIES": int(os.environ.get("PROXIES", "1"))}

# The proxy serves MEDIA_ROOT; the application does not.
SERVE_MEDIA = environment.flag("SERVE_MEDIA")

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = environment.flag("EMAIL_USE_TLS")
EMAIL_TIMEOUT = 20
ADMINS = [("Drift", address) for address in environment.words("ADMINS")]
