"""What a test of a model showed stays as it is."""

from django.db import migrations

STAYS = """
CREATE TRIGGER dataset_modeltest_stays BEFORE UPDATE ON dataset_modeltest FOR EACH ROW
  WHEN (OLD.ended_at IS NOT NULL
        OR (OLD.profile_id, OLD.price_id, OLD.base_url, OLD.model, OLD.actor, OLD.created_at)
        IS DISTINCT FROM
        (NEW.profile_id, NEW.price_id, NEW.base_url, NEW.model, NEW.actor, NEW.created_at))
  EXECUTE FUNCTION strikeout_refuse_change();
CREATE TRIGGER dataset_modeltest_kept BEFORE DELETE ON dataset_modeltest
  FOR EACH ROW EXECUTE FUNCTION strikeout_refuse_change();
CREATE TRIGGER dataset_modeltest_no_truncate BEFORE TRUNCATE ON dataset_modeltest
  FOR EACH STATEMENT EXECUTE FUNCTION strikeout_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("dataset", "0029_model_tests")]

    operations = [migrations.RunSQL(STAYS, migrations.RunSQL.noop)]
