"""Which language a page speaks. What annotators meet is translated; the office and the API are English."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers

from annotation.models import User
from annotation.queries import account_choices

TRANSLATED = {"begin", "work", "me", "join", "reset"}
TRANSLATED_APPS = ("account_", "mfa_")  # by name: allauth's own pages


class PersonalLanguage:
    """
    Speaks to each person in their language: as the account chose, else as the browser asks.

    Addresses that are not translated cost nothing here: their language is English without a look at the account.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        # Before a page is known, and when none is found, the browser alone is asked.
        with translation.override(asked(request)):
            response = self.get_response(request)
        if is_translated(request):
            patch_vary_headers(response, ("Accept-Language",))
        return response

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> None:
        translation.activate(language_of(request))


def language_of(request: HttpRequest) -> str:
    """The language of the page that was found for this request."""
    if not is_translated(request):
        return settings.LANGUAGE_CODE
    user = request.user
    chosen = account_choices.interface(user) if isinstance(user, User) else None
    return chosen or asked(request)


def is_translated(request: HttpRequest) -> bool:
    """Whether annotators meet the page."""
    found = request.resolver_match
    name = found.view_name if found else ""
    return name in TRANSLATED or name.startswith(TRANSLATED_APPS)


def asked(request: HttpRequest) -> str:
    """The first language of the browser that we have, else English."""
    return translation.get_language_from_request(request)
