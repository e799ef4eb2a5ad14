"""
Every address of the site. What is not marked open needs a sign-in (LoginRequiredMiddleware).

Of allauth's account pages only those that work without a mail server are here; new passwords come by reset links.
"""

from allauth.account import views as account
from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from jdb_site import errors, health, raw_tables, violations

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", include("annotation.api.urls")),  # first: asked for most, and addresses are tried in turn
    path("livez", health.livez, name="livez"),
    path("readyz", health.readyz, name="readyz"),
    path("csp-reports", violations.take, name="csp_reports"),
    path("accounts/login/", account.login, name="account_login"),
    path("accounts/logout/", account.logout, name="account_logout"),
    path("accounts/signup/", account.signup, name="account_signup"),
    path("accounts/inactive/", account.account_inactive, name="account_inactive"),
    path("accounts/reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("accounts/password/change/", account.password_change, name="account_change_password"),
    path("accounts/2fa/", include("allauth.mfa.urls")),
    path("admin/", raw_tables.site.urls),
    path("", include("annotation.urls")),
]
if settings.DEMO:
    urlpatterns.insert(0, path("", include("jdb_site.demo.urls")))

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.broken
