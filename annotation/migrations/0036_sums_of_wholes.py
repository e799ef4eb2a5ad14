from django.db import migrations

# A pair that is accepted or rejected locks all its words with −1, and is itself the one thing that is judged.
WIDER = """
ALTER TABLE annotation_batchpair DROP CONSTRAINT batchpair_agreement_sums_are_of_its_votes;
ALTER TABLE annotation_batchpair ADD CONSTRAINT batchpair_agreement_sums_are_of_its_votes CHECK (
  (sum_opinions <= total(m) AND sum_strikes <= total(s))
  OR (locked -> '0' = '-1'::jsonb AND sum_judged <= 1 AND sum_opinions <= n_counted));
"""


class Migration(migrations.Migration):
    dependencies = [
        ("annotation", "0035_gold_places"),
    ]

    operations = [
        migrations.RunSQL(WIDER),
    ]
