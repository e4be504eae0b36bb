"""WSGI entry point. A deployment names its settings in DJANGO_SETTINGS_MODULE; production is what it gets otherwise."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms_site.settings.production")

application = get_wsgi_application()
