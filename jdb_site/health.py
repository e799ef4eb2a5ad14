"""Is this process alive; can it do its work."""

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe
from redis.exceptions import RedisError


@login_not_required
@require_safe
def livez(request: HttpRequest) -> HttpResponse:
    """Alive; asks nobody else."""
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Ready: the database and Redis answer."""
    found = {"database": database_answers(), "redis": redis_answers()}
    return JsonResponse(found, status=200 if all(found.values()) else 503)


def database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def redis_answers() -> bool:
    try:
        cache.get("readyz")
    except RedisError:
        return False
    return True
