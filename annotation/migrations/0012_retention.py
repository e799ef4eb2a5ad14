"""Heartbeats of pages that were last seen long ago may be let go, by a function of the owner and nobody else."""

from datetime import timedelta

from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import F, Q
from psycopg import sql

RULES = """
CREATE FUNCTION strikeout_keep_heartbeat() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND EXISTS (
    SELECT FROM annotation_worksession s
     WHERE s.id = OLD.session_id AND s.expired_at IS NOT NULL AND s.seen_at < now() - interval '90 days')
  THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION '% is append-only: % is refused; a mistake is mended by a further row', TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'restrict_violation';
END $$;

DROP TRIGGER annotation_heartbeat_append_only ON annotation_heartbeat;
CREATE TRIGGER annotation_heartbeat_append_only BEFORE UPDATE OR DELETE ON annotation_heartbeat
  FOR EACH ROW EXECUTE FUNCTION strikeout_keep_heartbeat();

CREATE FUNCTION strikeout_let_heartbeats_go(sessions bigint[]) RETURNS bigint
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  n bigint;
BEGIN
  DELETE FROM annotation_heartbeat WHERE session_id = ANY (sessions);
  GET DIAGNOSTICS n = ROW_COUNT;
  RETURN n;
END $$;
REVOKE ALL ON FUNCTION strikeout_let_heartbeats_go(bigint[]) FROM PUBLIC;
"""


def let_the_application(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    statement = sql.SQL("GRANT EXECUTE ON FUNCTION strikeout_let_heartbeats_go(bigint[]) TO {role}")
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(statement.format(role=sql.Identifier(settings.DATABASE_APP_ROLE)))


class Migration(migrations.Migration):
    dependencies = [
        ("annotation", "0011_reveals"),
    ]

    operations = [
        migrations.AddField(
            model_name="heartbeat",
            name="counts_until",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="worksession",
            name="expired_at",
            field=models.DateTimeField(help_text="From then on its heartbeats are let go.", null=True),
        ),
        migrations.AddIndex(
            model_name="worksession",
            index=models.Index(condition=Q(expired_at__isnull=True), fields=["seen_at"], name="worksession_with_beats"),
        ),
        migrations.AddConstraint(
            model_name="worksession",
            constraint=models.CheckConstraint(
                condition=Q(expired_at__isnull=True) | Q(expired_at__gte=F("seen_at") + timedelta(days=90)),
                name="worksession_expired_long_after_it_was_seen",
            ),
        ),
        migrations.RunSQL(RULES),
        migrations.RunPython(let_the_application),
    ]
