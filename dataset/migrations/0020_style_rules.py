"""Snapshots and operations stay as written; a step is answered once; what is frozen or published stays."""

from django.db import migrations

from dataset.models import privileges

RULES = """
CREATE FUNCTION strikeout_style_version_goes_on() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE way text[] := ARRAY['draft', 'frozen', 'published'];
BEGIN
  IF OLD.state = 'published' OR array_position(way, NEW.state::text) < array_position(way, OLD.state::text)
     OR (NEW.tree_id, NEW.number) IS DISTINCT FROM (OLD.tree_id, OLD.number) THEN
    RAISE EXCEPTION 'a version of styles that is % is fixed: % is refused; draw up a new version', OLD.state, TG_OP
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER dataset_styleversion_goes_on BEFORE UPDATE ON dataset_styleversion
  FOR EACH ROW EXECUTE FUNCTION strikeout_style_version_goes_on();
CREATE TRIGGER dataset_styleversion_kept BEFORE DELETE ON dataset_styleversion
  FOR EACH ROW EXECUTE FUNCTION strikeout_refuse_change();
CREATE TRIGGER dataset_styleversion_no_truncate BEFORE TRUNCATE ON dataset_styleversion
  FOR EACH STATEMENT EXECUTE FUNCTION strikeout_refuse_change();

CREATE TRIGGER dataset_stylestep_stays BEFORE UPDATE ON dataset_stylestep FOR EACH ROW
  WHEN ((OLD.stage_id, OLD.number, OLD.question, OLD.meant) IS DISTINCT FROM
        (NEW.stage_id, NEW.number, NEW.question, NEW.meant)
        OR (OLD.answer IS NOT NULL AND OLD.answer IS DISTINCT FROM NEW.answer))
  EXECUTE FUNCTION strikeout_refuse_change();
CREATE TRIGGER dataset_stylestep_kept BEFORE DELETE ON dataset_stylestep
  FOR EACH ROW EXECUTE FUNCTION strikeout_refuse_change();
CREATE TRIGGER dataset_stylestep_no_truncate BEFORE TRUNCATE ON dataset_stylestep
  FOR EACH STATEMENT EXECUTE FUNCTION strikeout_refuse_change();
"""
# One look at the versions for each statement, not for each of seventy thousand rows.
FIXED = """
CREATE FUNCTION {table}_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM dataset_styleversion v WHERE v.state IN ({states})
             AND v.id IN (SELECT version_id FROM touched)) THEN
    RAISE EXCEPTION '{table} belongs to a version of styles that is fixed: % is refused; draw up a new version', TG_OP
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER {table}_fixed_insert AFTER INSERT ON {table} REFERENCING NEW TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION {table}_fixed();
"""
CHANGES = """
CREATE TRIGGER {table}_fixed_update AFTER UPDATE ON {table} REFERENCING OLD TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION {table}_fixed();
CREATE TRIGGER {table}_fixed_delete AFTER DELETE ON {table} REFERENCING OLD TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION {table}_fixed();
CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
  FOR EACH STATEMENT EXECUTE FUNCTION strikeout_refuse_change();
"""
OF_VERSIONS = (
    (FIXED + CHANGES).format(table="dataset_stylenode", states="'frozen', 'published'")
    + (FIXED + CHANGES).format(table="dataset_styleassignment", states="'published'")
    + FIXED.format(table="dataset_styleoperation", states="'frozen', 'published'")
)
KEPT = ("stylesnapshot", "style", "styleoperation")


class Migration(migrations.Migration):
    dependencies = [("dataset", "0019_style_trees")]

    operations = [
        migrations.RunPython(privileges.append_only(*(f"dataset_{name}" for name in KEPT)), migrations.RunPython.noop),
        migrations.RunSQL(RULES + OF_VERSIONS, migrations.RunSQL.noop),
    ]
