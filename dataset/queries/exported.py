"""The id by which a pair is known outside, in SQL."""

# dataset.rules.exported_ids.exported_id, of the image `i`.
EXPORTED_ID = """overlay(overlay(
    left(encode(sha256(convert_to(i.source || chr(10) || i.source_key, 'UTF8')), 'hex'), 32)
    placing '8' from 13) placing 'a' from 17)::uuid"""
