# The browser code, built by the node that frontend/package.json asks for.
FROM node:24.19-bookworm-slim AS frontend
WORKDIR /build/frontend
COPY frontend/package.json frontend/package-lock.json frontend/.npmrc ./
RUN npm ci
COPY frontend ./
RUN npm run build

# The Python packages, each file checked against its hash.
FROM python:3.13-slim-bookworm AS packages
COPY requirements/app.txt /build/app.txt
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --require-hashes --requirement /build/app.txt \
    && /venv/bin/python -m compileall -q /venv/lib

FROM python:3.13-slim-bookworm
RUN groupadd --gid 10001 strikeout \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin strikeout \
    && install --directory --owner=10001 --group=10001 /data /data/media
ENV PATH=/venv/bin:$PATH \
    PYTHONPATH=/app \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=jdb_site.settings \
    STATIC_ROOT=/app/static \
    MEDIA_ROOT=/data/media \
    BEAT_SCHEDULE=/tmp/beat-schedule \
    DATABASE_POOL_SIZE=4 \
    HOST=0.0.0.0 \
    PORT=8000
WORKDIR /app
COPY --from=packages /venv /venv
COPY manage.py ./
COPY dataset dataset
COPY annotation annotation
COPY jdb_site jdb_site
COPY --from=frontend /build/frontend/dist frontend/dist
COPY frontend/locales frontend/locales
# A key for this step alone: nothing is signed, and the image keeps none.
RUN python -m jdb_site.frontdoor.catalogs \
    && python -m compileall -q /app \
    && DEBUG=1 ALLOWED_HOSTS=localhost SECRET_KEY=collectstatic DATABASE_URL=postgres://nobody@/nothing \
       python manage.py collectstatic --no-input --skip-checks --verbosity 0
USER 10001:10001
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s CMD ["python", "/app/jdb_site/frontdoor/probes.py", "web"]
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", "--blocking-threads", "4", "--respawn-failed-workers", "--workers-kill-timeout", "10s", "jdb_site.wsgi:application"]
