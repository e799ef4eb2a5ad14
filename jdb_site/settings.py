"""
All settings, read from the environment; `.env.example` explains each variable.

Nothing secret has a default. Production is whatever is not DEMO and not DEBUG: there, weak or unsafe values stop the
start (jdb_site/production.py).
"""

from pathlib import Path
from typing import Any

import environ
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from jdb_site import builds, logs, production

ROOT = Path(__file__).resolve().parent.parent

env = environ.Env()
if (ROOT / ".env").is_file():
    env.read_env(ROOT / ".env")


def secret(name: str) -> str:
    """The value of NAME, or the content of the file that NAME_FILE names."""
    if file := env.str(f"{name}_FILE", default=""):
        return Path(file).read_text().strip()
    if value := env.str(name, default=""):
        return str(value)
    raise ImproperlyConfigured(
        f"{name} is not set. Set it (or {name}_FILE) in the environment, or start with `./run demo`, which makes one."
    )


DEMO = env.bool("DEMO", default=False)
DEBUG = env.bool("DEBUG", default=False)
EMBEDDED = env.bool("EMBEDDED", default=False)
SECRET_KEY = secret("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
HTTPS = env.bool("HTTPS", default=not (DEMO or DEBUG))

INSTALLED_APPS = [
    "annotation",
    "dataset",
    "jdb_site",
    *(["jdb_site.demo"] if DEMO else []),
    "django.contrib.admin.apps.SimpleAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "rest_framework",
    "drf_spectacular",
    "django_vite",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "jdb_site.logs.RequestLog",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "jdb_site.sessions.SessionLimits",
    "jdb_site.languages.PersonalLanguage",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "jdb_site.second_factors.SecondFactor",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "jdb_site.policies.ContentSecurity",
]

ROOT_URLCONF = "jdb_site.urls"
WSGI_APPLICATION = "jdb_site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "jdb_site" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "jdb_site.context.site",
            ]
        },
    }
]

# Database: the application's role, which owns nothing and cannot rewrite judgments, evidence, audit or pay.
# `manage migrate` runs as the owner: give it the owner's DSN as DATABASE_URL.
DATABASE_APP_ROLE = env.str("DATABASE_APP_ROLE", default="strikeout_app")
DATABASE_POOL_SIZE = env.int("DATABASE_POOL_SIZE", default=0)
DATABASES = {"default": env.db_url("DATABASE_URL", engine="django.db.backends.postgresql")}
DATABASES["default"] |= {
    "CONN_MAX_AGE": 0 if DATABASE_POOL_SIZE else 60,
    "CONN_HEALTH_CHECKS": not DATABASE_POOL_SIZE,
}
DATABASES["default"].setdefault("OPTIONS", {})
# The queue's statements are prepared and planned once, for any arguments (annotation/gateways/prepared.py): left to
# choose, the server would plan each claim anew, which costs more than the claim. The driver prepares nothing.
DATABASES["default"]["OPTIONS"] |= {
    # A server that is gone without a word is noticed in half a minute, not in hours.
    "connect_timeout": 5,
    "keepalives_idle": 15,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "prepare_threshold": None,
    "options": "-c jit=off -c plan_cache_mode=force_generic_plan",
}
if DATABASE_POOL_SIZE:
    # One connection for each thread, so nobody waits for one but while the database is away: then soon told so. Left to
    # itself, the pool would try again after 1, 2, 4, 8… seconds; so it gives up soon, and the next request tries anew.
    DATABASES["default"]["OPTIONS"]["pool"] = {
        "min_size": 1,
        "max_size": DATABASE_POOL_SIZE,
        "timeout": 3,
        "reconnect_timeout": 2,
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {
        "BACKEND": "jdb_site.caches.StandIn",
        "LOCATION": env.str("CACHE_URL", default=env.str("REDIS_URL", default="redis://127.0.0.1:6379/1")),
    }
}

# People: invited, never self-registered.
AUTH_USER_MODEL = "annotation.User"
AUTHENTICATION_BACKENDS = [
    "jdb_site.backends.Accounts",
    "jdb_site.backends.Allauth",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
ACCOUNT_ADAPTER = "annotation.pages.accounts.InviteOnly"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = False
# By account first: forty people behind one address sign in at nine o'clock; guessing at one account stops after five.
# The order matters: what the account's limit refuses does not use up the address's.
ACCOUNT_RATE_LIMITS = {"login": "600/m/ip", "login_failed": "5/300s/key,120/m/ip", "reauthenticate": "10/m/user"}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if env.bool("BEHIND_PROXY", default=HTTPS) else 0
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000")  # the address that one-time links begin with
MFA_ALLOW_UNVERIFIED_EMAIL = True  # nothing here depends on mail
# Whether managers, adjudicators, payroll and auditors must sign in with a second factor (jdb_site/second_factors.py).
MFA_REQUIRED = env.bool("MFA_REQUIRED", default=not (DEMO or DEBUG))
MFA_TOTP_ISSUER = "Strikeout"
MFA_TOTP_TOLERANCE = 1  # telephones' clocks are off by half a minute
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "account_login"

# Rows alone, not cached; why: jdb_site/session_rows.py
SESSION_ENGINE = "jdb_site.session_rows"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "jdb_site.errors.csrf_failure"

SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^(livez|readyz)$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", default=HTTPS) else None
SECURE_HSTS_SECONDS = 365 * 86400 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "blob:", "data:", *env.list("IMAGE_HOSTS", default=[])],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        # Not report-to: browsers hold such reports back for a minute, and send none from plain HTTP.
        "report-uri": "/csp-reports",
    }
}

# Keys of the servers whose models are asked, by the name that a profile gives; they stand nowhere else.
MODEL_SECRETS = {
    name: env.str(name)
    for name in env.list("MODEL_SECRET_NAMES", default=["OPENAI_API_KEY"])
    if env.str(name, default="")
}

# Servers of models that may be asked beside well-known public ones (dataset/rules/model_hosts.py): hosts, or hosts with
# their port. What stands here may lie in a private network.
MODEL_HOSTS = [*env.list("MODEL_HOSTS", default=[]), *(["127.0.0.1", "localhost"] if DEMO or DEBUG else [])]

# What qualifies somebody to judge: so many pictures an attempt, so many attempts, and these shares of the words.
QUALIFICATION_ITEMS = env.int("QUALIFICATION_ITEMS", default=15)
QUALIFICATION_ATTEMPTS = env.int("QUALIFICATION_ATTEMPTS", default=2)
QUALIFICATION_RECALL = env.float("QUALIFICATION_RECALL", default=0.8)
QUALIFICATION_PRECISION = env.float("QUALIFICATION_PRECISION", default=0.85)

# What annotators read: pages by the catalogs in jdb_site/locale, the workbench by frontend/locales.
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("ko", "한국어"), ("zh-hans", "简体中文")]
LOCALES = ROOT / "frontend" / "locales"
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = True
FORMAT_MODULE_PATH = "jdb_site.formats"

STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(ROOT / "var" / "static")))
FRONTEND_DIST = ROOT / "frontend" / "dist"
STATICFILES_DIRS = [FRONTEND_DIST] if FRONTEND_DIST.is_dir() else []
DJANGO_VITE = {
    "default": {
        "dev_mode": env.bool("VITE_DEV", default=False),
        "manifest_path": FRONTEND_DIST / "manifest.json",
    }
}

# Sensitive pictures that one person looks at in a day; from then on they are given none until the next, UTC.
REVEALS_A_DAY = env.int("REVEALS_A_DAY", default=200)

# The desk: of the pairs that it decides the share that is decided once more, blind; the days before a decision comes
# back to whoever made it; and of the pairs settled without a strike the share that a third person looks at.
DESK_REPEAT_SHARE = env.float("DESK_REPEAT_SHARE", default=0.05)
DESK_REPEAT_DAYS = env.int("DESK_REPEAT_DAYS", default=7)
DESK_THIRD_SHARE = env.float("DESK_THIRD_SHARE", default=0.01)

# Calls of the HTTP API that one program, or one person of the office, may make in a minute.
API_READS_A_MINUTE = env.int("API_READS_A_MINUTE", default=600)
API_WRITES_A_MINUTE = env.int("API_WRITES_A_MINUTE", default=60)

# A question is to be answered within so many hours; who answers sees which are late.
ANSWER_HOURS = env.int("ANSWER_HOURS", default=24)

# Mail is optional: a digest of what waits, once a day. Without a server none is ever sent.
MAIL = env.str("EMAIL_URL", default="")
vars().update(env.email_url("EMAIL_URL", default="dummymail://"))
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", default="strikeout@localhost")

# What pages reported of working time is let go so long after they were last seen; never earlier than the database lets.
HEARTBEAT_DAYS = env.int("HEARTBEAT_DAYS", default=90)
if HEARTBEAT_DAYS < 90:
    raise ImproperlyConfigured("HEARTBEAT_DAYS must be 90 or more: wages follow from what pages reported.")

# Which code a tab runs; one of another build reloads itself when it is idle.
BUILD = env.str("BUILD", default="") or builds.build_of(FRONTEND_DIST / "manifest.json")

# Pictures: content-addressed names in the storage of that name; files here, S3 by setting.
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(ROOT / "var" / "media")))
MEDIA_BUCKET = env.str("MEDIA_BUCKET", default="")
# How bytes reach the browser: `stream` (this process reads the file; demo and development), `accel` (the proxy is told
# the file by X-Accel-Redirect) or `redirect` (to a link of the bucket, signed for at most five minutes).
MEDIA_DELIVERY = env.str("MEDIA_DELIVERY", default="redirect" if MEDIA_BUCKET else "stream")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": MEDIA_ROOT}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
if MEDIA_BUCKET:
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": MEDIA_BUCKET,
            "endpoint_url": env.str("MEDIA_ENDPOINT", default="") or None,
            "region_name": env.str("MEDIA_REGION", default="") or None,
            "querystring_expire": 300,
            "default_acl": None,
            "file_overwrite": True,
            "object_parameters": {"CacheControl": "private, max-age=31536000, immutable"},
        },
    }
# Exports that were asked for on a page; workers write them, the web server hands them out.
EXPORT_ROOT = Path(env.str("EXPORT_ROOT", default=str(MEDIA_ROOT / "exports")))
# Files of questions to models and of their answers, while they are worked on; what is lost is made or fetched again.
SHARD_ROOT = Path(env.str("SHARD_ROOT", default=str(MEDIA_ROOT / "shards")))
# What a template shows on the golden set before it is activated: over so many prompts at least, the share of valid
# answers, and F1 of the words by kind.
GOLDEN_LEAST_PROMPTS = env.int("GOLDEN_LEAST_PROMPTS", default=10)
GOLDEN_LEAST_VALID = env.float("GOLDEN_LEAST_VALID", default=0.9)
GOLDEN_LEAST_F1 = env.float("GOLDEN_LEAST_F1", default=0.7)
# Models that score pictures here: a file in TOML (docs/scores.md). Empty: none.
SCORERS_FILE = env.str("SCORERS_FILE", default="")
# Imports from the browser: where files lie that were sent, how many bytes one may bring, the folder of the server
# and the prefix of the bucket that may be named on the page. Empty: none.
UPLOAD_ROOT = Path(env.str("UPLOAD_ROOT", default=str(MEDIA_ROOT / "uploads")))
UPLOAD_MOST_BYTES = env.int("UPLOAD_MOST_BYTES", default=20_000_000_000)
# Days after which files are removed that nobody went on with, or whose rows and pictures are in.
UPLOAD_DAYS = env.int("UPLOAD_DAYS", default=7)
IMPORT_ROOT = env.str("IMPORT_ROOT", default="")
IMPORT_PREFIX = env.str("IMPORT_PREFIX", default="").strip("/")
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
FILE_UPLOAD_HANDLERS = ["jdb_site.uploads.NoUploads"]  # files come in by the worker and by commands alone

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["jdb_site.drf.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["jdb_site.drf.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["jdb_site.drf.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "jdb_site.drf.answer_error",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Strikeout",
    "DESCRIPTION": "Human consistency filtering for text-to-image datasets.",
    "VERSION": "v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": r"/api/v1",
    "ENUM_NAME_OVERRIDES": {
        "FlagReasonEnum": "annotation.choices.FlagReason",
        "OutcomeEnum": ["judged", "unjudgeable", "mismatch", "reject"],
        "RoleEnum": ["annotator", "adjudicator", "manager", "payroll", "auditor"],
        "ScoreKindEnum": ["nsfw", "clip"],
        "RunStateEnum": ["running", "done", "stopped", "failed"],
        "ArrivalKindEnum": ["upload", "folder", "prefix"],
        "ThreadKindEnum": ["question", "gold", "flag"],
        "ThreadDecisionEnum": ["upheld", "withdrawn"],
        "RulingDecisionEnum": ["judge", "lenient", "never"],
        "ProofDecisionEnum": ["kept", "back"],
        "AnnotationPartEnum": ["words", "caption", "questions"],
        "MachineRunStateEnum": ["building", "running", "paused", "cancelled", "done"],
        "StyleVersionStateEnum": ["draft", "frozen", "published"],
        "TransportEnum": ["online", "batch", "file"],
        "TouchEnum": ["fresh", "leased", "begun", "settled", "kept"],
    },
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "jdb_site.openapi.declare_common_answers",
    ],
}

# Celery on Redis. The visibility timeout stays well above the longest time limit, else a task would run twice. There is
# no store of results: what came of a task stands in the rows.
CELERY_BROKER_URL = env.str("REDIS_URL", default="redis://127.0.0.1:6379/0")
CELERY_TIMEZONE = TIME_ZONE
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
# A task that kills its worker is begun three times more and given up; rejected alone, it would come back for ever.
CELERY_TASK_REJECT_ON_WORKER_LOST = CELERY_TASK_RETRY_ON_WORKER_LOST = True
CELERY_TASK_ANNOTATIONS = {"*": {"max_retries": 3, "default_retry_delay": 30}}
# One that failed or took too long is over for Celery: the rows decide what is done again.
CELERY_TASK_ACKS_ON_FAILURE = CELERY_TASK_ACKS_ON_TIMEOUT = True
CELERY_TASK_TIME_LIMIT = 900
CELERY_TASK_SOFT_TIME_LIMIT = 840
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 3, "interval_start": 0, "interval_step": 0.2, "interval_max": 0.4}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # for ever; how often: jdb_site/channels.py
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 3600,
    # What a killed worker had is back half a minute after that, at the latest.
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 3,
    # A connection that died without a word is noticed in 5 s by who sends, in 11 s by who listens; a worker that had
    # several is back in half a minute (docs/production.md).
    "socket_connect_timeout": 5,
    "socket_timeout": 5,
    "socket_keepalive": True,
    "health_check_interval": 5,
}
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_MAX_TASKS_PER_CHILD = 500
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 400_000  # kB; who has grown beyond is followed by another after its task
# Told to stop (REMAP_SIGTERM=SIGQUIT), a worker that has tasks in hand goes on for so long; the others are in the queue
# again at once. An idle one ends at once: it has nothing that the rows do not know.
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = env.float("WORKER_STOPS_WITHIN", default=30.0)
CELERY_WORKER_ENABLE_SOFT_SHUTDOWN_ON_IDLE = False
CELERY_WORKER_DISABLE_PREFETCH = True  # nothing waits in one worker while another has nothing to do
CELERY_TASK_DEFAULT_QUEUE = "default"
# Its own tick too: pictures wait for no other worker.
CELERY_TASK_ROUTES = {f"dataset.tasks.{name}": {"queue": "media"} for name in ("process_*", "tick_media")}
# What takes hours, where the ticks do not wait for it.
CELERY_TASK_ROUTES |= {"annotation.tasks.run_export": {"queue": "media"}}
CELERY_TASK_ROUTES |= {"jdb_site.demo.tasks.*": {"queue": "media"}}
# What takes the whole of a machine, where the extra `scorers` is installed; no other worker serves it.
CELERY_TASK_ROUTES |= {"dataset.tasks.score_pictures": {"queue": "scores"}}
# What waits for servers elsewhere.
ELSEWHERE = ("ask_models", "move_shards", "probe_model")
CELERY_TASK_ROUTES |= {f"dataset.tasks.{name}": {"queue": "models"} for name in ELSEWHERE}


def tick(task: str, every: float) -> dict[str, Any]:
    """A task at intervals. What no worker took in time is not worth taking: the next tick finds the same rows."""
    return {"task": task, "schedule": every, "options": {"expires": max(4 * every, 30)}}


CELERY_BEAT_SCHEDULE = {
    "leases": tick("annotation.tasks.tick_leases", 30.0),
    "verdicts": tick("annotation.tasks.tick_verdicts", 2.0),
    "batches": tick("annotation.tasks.tick_batches", 2.0),
    "reachability": tick("annotation.tasks.tick_reachability", 60.0),
    "spreads": tick("annotation.tasks.tick_spreads", 30.0),
    "digests": tick("annotation.tasks.tick_digests", 3600.0),
    "machine_notices": tick("annotation.tasks.tick_machine_notices", 10.0),
    "reaches": tick("annotation.tasks.tick_reaches", 2.0),
    "sieves": tick("annotation.tasks.tick_sieves", 2.0),
    "overlaps": tick("annotation.tasks.tick_overlaps", 2.0),
    "withdrawals": tick("annotation.tasks.tick_withdrawals", 5.0),
    "gold": tick("annotation.tasks.tick_gold", 60.0),
    "set_asides": tick("annotation.tasks.tick_set_asides", 2.0),
    "tallies": tick("annotation.tasks.tick_tallies", 2.0),
    "exports": tick("annotation.tasks.tick_exports", 2.0),
    "arrivals": tick("dataset.tasks.tick_arrivals", 2.0),
    "leftovers": tick("dataset.tasks.tick_leftovers", 600.0),
    "media": tick("dataset.tasks.tick_media", 5.0),
    "languages": tick("dataset.tasks.tick_languages", 10.0),
    "scores": tick("dataset.tasks.tick_scores", 15.0),
    "machine_runs": tick("dataset.tasks.tick_machine_runs", 5.0),
    "model_tests": tick("dataset.tasks.tick_model_tests", 5.0),
    "machine_shards": tick("dataset.tasks.tick_machine_shards", 60.0),
    "reannotations": tick("dataset.tasks.tick_reannotations", 5.0),
    "heartbeats": tick("annotation.tasks.tick_heartbeats", 3600.0),
    "pay": tick("annotation.tasks.tick_pay", 1800.0),
    "sessions": tick("jdb_site.tasks.tick_sessions", 3600.0),
    **({"demo_styles": tick("jdb_site.demo.tasks.grow_styles", 10.0)} if DEMO else {}),
}
CELERY_BEAT_SCHEDULE_FILENAME = env.str("BEAT_SCHEDULE", default=str(ROOT / "var" / "beat-schedule"))

if problems := production.refusals(globals()):
    raise ImproperlyConfigured("These settings do not start:\n" + "\n".join(f"  - {problem}" for problem in problems))

LOG_JSON = env.bool("LOG_JSON", default=not (DEMO or DEBUG))
LOGGING = logs.configure(json=LOG_JSON, level=env.str("LOG_LEVEL", default="INFO"))
