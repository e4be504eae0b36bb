"""WSGI entry point. A deployment names its settings in DJANGO_SETTINGS_MODULE; production is what it gets otherwise."""

import os

from django.core.wsgi import get_wsgi_application

from kitnet_pages.middleware import Utf8FormsApplication

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms_site.settings.production")

application = Utf8FormsApplication(get_wsgi_application())
