"""
Pictures, to whoever may see them now.

A browser keeps what it was given but asks again before each use (docs/adr/0012-pictures-are-asked-for-again.md). The
check comes before every answer, also before "you have it still". In production the bytes do not pass through this
process: the proxy sends the file, or the bucket does by a link of a minute.
"""

import hashlib
from uuid import UUID

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from annotation.models import User
from annotation.queries import images
from dataset.gateways import storage
from dataset.models import Image

TYPES = {"jpeg": "image/jpeg", "png": "image/png", "webp": "image/webp"}
RENDITIONS = {"512": 512, "1024": 1024}
LINK_SECONDS = 60
# A signed link is good for whoever has it, so nothing keeps what came by it.
NOT_KEPT = {"ResponseCacheControl": "private, no-store"}


@require_safe
def image(request: HttpRequest, public_id: UUID, rendition: str) -> HttpResponseBase:
    user = request.user
    found = images.visible(public_id=public_id, user=user) if isinstance(user, User) else None
    if found is None:
        raise Http404("There is no such picture, or it is not yours to see.")
    name, content_type = file_of(found, rendition)
    tag = f'"{hashlib.sha256(name.encode()).hexdigest()[:32]}"'
    response = get_conditional_response(request, etag=tag) or deliver(name, content_type)
    response["ETag"] = tag
    response["Cache-Control"] = "private, no-cache"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def file_of(found: Image, rendition: str) -> tuple[str, str]:
    """The stored name of a rendition, and its content type: ours, never the uploader's."""
    if rendition in RENDITIONS:
        return storage.rendition_name(str(found.sha256), RENDITIONS[rendition]), "image/webp"
    if rendition == "original":
        return storage.original_name(found), TYPES[found.format]
    raise Http404("Pictures come as 512, 1024 or original.")


def deliver(name: str, content_type: str) -> HttpResponseBase:
    match settings.MEDIA_DELIVERY:
        case "redirect":
            return HttpResponseRedirect(
                default_storage.url(name, parameters=NOT_KEPT, expire=LINK_SECONDS)  # type: ignore[call-arg]  # S3's
            )
        case "accel":
            return HttpResponse(content_type=content_type, headers={"X-Accel-Redirect": f"/protected/{name}"})
        case _:
            return stream(name, content_type)


def stream(name: str, content_type: str) -> FileResponse:
    try:
        return FileResponse(default_storage.open(name), content_type=content_type)
    except FileNotFoundError as error:
        raise Http404("The picture's file is missing.") from error
