"""Rules that the ORM cannot state: word indices, append-only tables, the two roles."""

from django.db import migrations

from dataset.models import privileges

CHECKS = """
ALTER TABLE dataset_verdict ADD CONSTRAINT verdict_words_match CHECK (
  are_word_indices(struck, cardinality(word_sources)) AND are_word_indices(tidy_auto, cardinality(word_sources))
  AND cardinality(judged) = cardinality(word_sources) AND cardinality(strikes) = cardinality(word_sources));

ALTER TABLE dataset_verdictevidence ADD CONSTRAINT verdictevidence_words_are_word_indices CHECK (
  are_word_indices(struck, 32767) AND are_word_indices(unsure, 32767)
  AND (asked IS NULL OR are_word_indices(asked, 32767)));

CREATE FUNCTION strikeout_only_supersede() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.superseded_at IS NULL AND NEW.superseded_at IS NOT NULL
     AND to_jsonb(NEW) - 'superseded_at' = to_jsonb(OLD) - 'superseded_at' THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a verdict can only be superseded: % is refused', TG_OP USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER dataset_verdict_append_only BEFORE UPDATE OR DELETE ON dataset_verdict
  FOR EACH ROW EXECUTE FUNCTION strikeout_only_supersede();
CREATE TRIGGER dataset_verdict_no_truncate BEFORE TRUNCATE ON dataset_verdict
  FOR EACH STATEMENT EXECUTE FUNCTION strikeout_refuse_change();
"""


def limit_verdicts(apps, schema_editor):
    privileges.run(
        schema_editor,
        "REVOKE UPDATE, DELETE, TRUNCATE ON dataset_verdict FROM {role}",
        "GRANT UPDATE (superseded_at) ON dataset_verdict TO {role}",
    )


class Migration(migrations.Migration):
    dependencies = [("dataset", "0001_initial")]

    operations = [
        migrations.RunSQL(privileges.SHARED_SQL),
        migrations.RunSQL(CHECKS),
        migrations.RunPython(privileges.grant_to_application),
        migrations.RunPython(
            privileges.append_only("dataset_withdrawal", "dataset_verdictevidence", "dataset_tokenisation")
        ),
        migrations.RunPython(limit_verdicts),
    ]
