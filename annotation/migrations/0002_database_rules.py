"""Rules that the ORM cannot state: word indices, append-only tables, the late lane's sequence, storage of hot rows."""

from django.db import migrations

from dataset.models import privileges

RULES = """
ALTER TABLE annotation_judgment ADD CONSTRAINT judgment_words_are_of_the_pair CHECK (
  are_word_indices(struck, n_words) AND are_word_indices(canonical, n_words) AND are_word_indices(unsure, n_words)
  AND (asked IS NULL OR are_word_indices(asked, n_words)));
ALTER TABLE annotation_batchpair ADD CONSTRAINT batchpair_words_are_of_the_pair CHECK (
  are_word_indices(struck, n_words) AND are_word_indices(desk_words, n_words)
  AND cardinality(m) IN (0, n_words) AND cardinality(word_sources) IN (0, n_words));

ALTER TABLE annotation_adjudication ADD CONSTRAINT adjudication_words_are_word_indices CHECK (
  are_word_indices(asked, 32767) AND are_word_indices(struck, 32767) AND struck <@ asked);

-- Late slots are served first, in the order in which they opened.
CREATE SEQUENCE annotation_slot_late_position;

-- Rows that change with every claim: room on the page, early vacuum.
ALTER TABLE annotation_slot SET (fillfactor = 90, autovacuum_vacuum_scale_factor = 0.02);
ALTER TABLE annotation_member SET (fillfactor = 50);
ALTER TABLE annotation_batchpair SET (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.05);
"""


class Migration(migrations.Migration):
    dependencies = [("annotation", "0001_initial"), ("dataset", "0002_database_rules")]

    operations = [
        migrations.RunSQL(RULES),
        migrations.RunPython(
            privileges.append_only("annotation_judgment", "annotation_adjudication", "annotation_auditentry")
        ),
    ]
