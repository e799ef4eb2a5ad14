import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# Words of what was said and of what stood before and after are looked for in the record.
WORDS = """CREATE INDEX annotation_auditentry_words ON annotation_auditentry
 USING gin (jsonb_to_tsvector('simple', detail, '["string", "numeric"]'))"""

SCOPES = [
    ("read:figures", "the project's figures, and agreement"),
    ("read:batches", "batches and their members"),
    ("read:people", "people"),
    ("read:disputes", "what waits at the desk"),
    ("read:imports", "imports"),
    ("read:exports", "exports, and their files"),
    ("read:record", "the record of every act"),
    ("read:tables", "every table"),
    ("read:hours", "the table of hours alone"),
    ("write:batches", "open, pause, resume and close batches, change their members"),
    ("write:imports", "begin, start and stop imports"),
    ("write:exports", "ask for exports, stop them, go on with them"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("annotation", "0026_reaches_of_rulings"),
    ]

    operations = [
        migrations.CreateModel(
            name="ApiToken",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=64)),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("hint", models.CharField(max_length=20)),
                (
                    "scopes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(choices=SCOPES, max_length=20), size=None
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("last_used_at", models.DateTimeField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
                ("revoked_by", models.CharField(blank=True, default="", max_length=150)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="api_tokens",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("scopes__contained_by", [value for value, _ in SCOPES]), ("scopes__len__gt", 0)
                        ),
                        name="apitoken_scopes_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("created_at"))),
                        name="apitoken_ends_after_it_began",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("revoked_at__isnull", True), ("revoked_by", "")),
                            models.Q(("revoked_at__isnull", False), models.Q(("revoked_by", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="apitoken_revoked_by_somebody",
                    ),
                ],
            },
        ),
        migrations.RunSQL(WORDS, migrations.RunSQL.noop),
    ]
