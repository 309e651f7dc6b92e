"""Every door of the installation: one line per package that owns addresses."""

from django.urls import include, path
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.utils.urlpatterns import decorate_urlpatterns

from cms.operations.health import healthz
from cms.publication.urls import public_urlpatterns
from desk.people.doors import requires_door

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("admin/", include("desk.people.admin_urls")),
    path("admin/berkas/", include(decorate_urlpatterns(wagtaildocs_urls.urlpatterns, requires_door("admin")))),  # never public
    path("admin/", include(wagtailadmin_urls)),
    path("", include("desk.urls")),
    path("", include("exports.urls")),
    path("", include("cms.publication.urls")),
    path("_util/login/", RedirectView.as_view(pattern_name="people:login", query_string=True)),  # before Wagtail's: one sign-in page
    *public_urlpatterns,
]
