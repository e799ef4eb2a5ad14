"""Is this process alive; can it do its work."""

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe
from psycopg_pool import PoolTimeout

from jdb_site.caches import redis_answers


@login_not_required
@require_safe
def livez(request: HttpRequest) -> HttpResponse:
    """Alive; asks nobody else."""
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Ready: the database answers. Redis is told too, but pages and answers are served without it."""
    found = {"database": database_answers(), "redis": redis_answers()}
    return JsonResponse(found, status=200 if found["database"] else 503)


def database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (DatabaseError, PoolTimeout):
        return False
    return True
