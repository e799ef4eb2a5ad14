"""How pages meet a person: in their language, in their colours. The office and the API are English."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers

from annotation.models import User
from annotation.queries import account_choices
from annotation.rules.account_choices import AccountChoices

TRANSLATED = {"begin", "work", "question", "join", "reset"}
TRANSLATED_PLACES = "me/"  # all that is somebody's own
FOR_PROGRAMS = (".csv", ".json")
TRANSLATED_APPS = ("account_", "mfa_")  # by name: allauth's own pages


class PersonalLanguage:
    """
    Speaks to each person in their language, as the account chose, else as the browser asks; and wears their theme.

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
        if not is_translated(request):
            translation.activate(settings.LANGUAGE_CODE)
            return
        chosen = choices_of(request.user)
        translation.activate(chosen.interface or asked(request))
        if chosen.theme != "system":
            request.theme = chosen.theme  # type: ignore[attr-defined]  # for skeleton.html


def choices_of(user: object) -> AccountChoices:
    return account_choices.of_user(user) if isinstance(user, User) else AccountChoices()


def is_translated(request: HttpRequest) -> bool:
    """Whether annotators meet the page."""
    found = request.resolver_match
    if found is None:
        return False
    if found.route.startswith(TRANSLATED_PLACES):
        return not found.route.endswith(FOR_PROGRAMS)
    name = found.view_name
    return name in TRANSLATED or name.startswith(TRANSLATED_APPS)


def asked(request: HttpRequest) -> str:
    """The first language of the browser that we have, else English."""
    return translation.get_language_from_request(request)
