"""The same without a query each time: no query for each array of votes."""

from django.db import migrations

TOTAL = """
CREATE OR REPLACE FUNCTION total(numbers smallint[]) RETURNS bigint LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  number integer;
  found bigint := 0;
BEGIN
  IF numbers IS NOT NULL THEN
    FOREACH number IN ARRAY numbers LOOP
      found := found + coalesce(number, 0);
    END LOOP;
  END IF;
  RETURN found;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("annotation", "0005_agreement_sums")]

    operations = [migrations.RunSQL(TOTAL)]
