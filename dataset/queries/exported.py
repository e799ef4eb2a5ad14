"""What is exported, in SQL: the id by which a pair is known outside, and the verdicts in scope."""

from dataset.rules.exports import ExportOptions

# dataset.rules.exported_ids.exported_id, of the image `i`.
EXPORTED_ID = """overlay(overlay(
    left(encode(sha256(convert_to(i.source || chr(10) || i.source_key, 'UTF8')), 'hex'), 32)
    placing '8' from 13) placing 'a' from 17)::uuid"""

CURRENT = "SELECT * FROM dataset_verdict WHERE superseded_at IS NULL"
NEWEST_OF_SOURCES = """
SELECT DISTINCT ON (image_id) * FROM dataset_verdict WHERE source = ANY(%(sources)s)
 ORDER BY image_id, precedence DESC, number DESC"""


def scope(options: ExportOptions) -> str:
    """The verdicts that these options speak of, one an image."""
    return NEWEST_OF_SOURCES if options.sources else CURRENT
