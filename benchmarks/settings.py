"""The reference site, as a server runs it, with a bare view beside it to compare with."""

from cms_site.settings.demo import *

ROOT_URLCONF = "benchmarks.urls"
# No manifest: static files play no part here, and nobody has collected them.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
# A crowd from one machine is what is measured here.
KITNET_EVENTS = {
    "FORM_SECONDS": 0,
    "FORMS_PER_NETWORK": 1_000_000,
    "FORMS_PER_ADDRESS": 1_000_000,
    "FORMS_PER_MEETING": 1_000_000,
}
