"""The addresses of a site that runs as the demo."""

from django.urls import include, path

from jdb_site import urls

urlpatterns = [path("", include("jdb_site.demo.urls")), *urls.urlpatterns]
