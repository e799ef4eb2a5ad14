from django.db import migrations

from dataset.models import privileges

TABLES = ("annotation_payperiod", "annotation_payee", "annotation_contract", "annotation_entryrequest")

RULES = """
CREATE FUNCTION strikeout_pay_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is never removed: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION strikeout_request_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.is_granted IS NOT NULL OR
     (OLD.id, OLD.key, OLD.kind, OLD.annotator_id, OLD.local_date, OLD.amount, OLD.currency, OLD.reason,
      OLD.author_id, OLD.created_at)
     IS DISTINCT FROM
     (NEW.id, NEW.key, NEW.kind, NEW.annotator_id, NEW.local_date, NEW.amount, NEW.currency, NEW.reason,
      NEW.author_id, NEW.created_at) THEN
    RAISE EXCEPTION 'what was asked for stays, and is decided once' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER annotation_entryrequest_stays BEFORE UPDATE ON annotation_entryrequest
  FOR EACH ROW EXECUTE FUNCTION strikeout_request_stays();

CREATE FUNCTION strikeout_payee_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (OLD.id, OLD.annotator_id, OLD.created_at) IS DISTINCT FROM (NEW.id, NEW.annotator_id, NEW.created_at)
     OR (OLD.payroll_number <> NEW.payroll_number
         AND EXISTS (SELECT FROM annotation_ledgerentry e WHERE e.annotator_id = OLD.annotator_id)) THEN
    RAISE EXCEPTION 'a payroll number under which pay was entered stays' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER annotation_payee_stays BEFORE UPDATE ON annotation_payee
  FOR EACH ROW EXECUTE FUNCTION strikeout_payee_stays();

CREATE FUNCTION strikeout_contract_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (OLD.id, OLD.annotator_id, OLD.created_at) IS DISTINCT FROM (NEW.id, NEW.annotator_id, NEW.created_at) THEN
    RAISE EXCEPTION 'a contract stays with whose it is' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER annotation_contract_stays BEFORE UPDATE ON annotation_contract
  FOR EACH ROW EXECUTE FUNCTION strikeout_contract_stays();
"""

KEPT = """
CREATE TRIGGER {table}_kept BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION strikeout_pay_is_kept();
CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
  FOR EACH STATEMENT EXECUTE FUNCTION strikeout_pay_is_kept();
"""


def keep(apps, schema_editor):
    """Take DELETE and TRUNCATE from everyone; what may change of a row, its own trigger says."""
    for table in TABLES:
        schema_editor.execute(KEPT.format(table=table))
        privileges.run(schema_editor, f"REVOKE DELETE, TRUNCATE ON {table} FROM {{role}}")


class Migration(migrations.Migration):
    dependencies = [
        ("annotation", "0038_scopes_of_pay"),
    ]

    operations = [
        migrations.RunSQL(RULES),
        migrations.RunPython(keep),
    ]
