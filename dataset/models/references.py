"""
References that hold by the statement: what a million foreign keys would ask a million times, asked once for each chunk.

The rows referred to are never removed and keep their number, so that a reference that was good once stays good.
"""

from collections.abc import Mapping

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from dataset.models.privileges import Operation, run

SHARED_SQL = """
CREATE FUNCTION strikeout_refuse_removal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % stay, and keep their number: % is refused', TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'restrict_violation';
END $$;
"""

STAY_SQL = """
CREATE TRIGGER {table}_stay BEFORE DELETE ON {table}
  FOR EACH ROW EXECUTE FUNCTION strikeout_refuse_removal();
CREATE TRIGGER {table}_keep_number BEFORE UPDATE OF id ON {table}
  FOR EACH ROW WHEN (NEW.id <> OLD.id) EXECUTE FUNCTION strikeout_refuse_removal();
CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
  FOR EACH STATEMENT EXECUTE FUNCTION strikeout_refuse_removal();
"""

# The inner SELECT keeps the planner from joining: one index probe for each number, however many rows are there.
CAME_SQL = """
  SELECT {column} INTO missing FROM (SELECT DISTINCT {column} FROM came) named
   WHERE {column} IS NOT NULL AND (SELECT true FROM {target} WHERE id = named.{column}) IS NULL LIMIT 1;
  IF FOUND THEN {refuse} END IF;"""
CHANGED_SQL = """
  missing := NEW.{column};
  IF missing IS NOT NULL AND NOT EXISTS (SELECT FROM {target} WHERE id = missing) THEN {refuse} END IF;"""
REFUSE_SQL = """
    RAISE EXCEPTION '{target} has no row %', missing
      USING ERRCODE = 'foreign_key_violation', CONSTRAINT = '{table}_{column}_is_there', TABLE = '{table}';
  """
REFERENCE_SQL = """
CREATE FUNCTION {table}_refers() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE missing bigint;
BEGIN{came}
  RETURN NULL;
END $$;
CREATE FUNCTION {table}_refers_anew() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE missing bigint;
BEGIN{changed}
  RETURN NULL;
END $$;
CREATE TRIGGER {table}_refers AFTER INSERT ON {table} REFERENCING NEW TABLE AS came
  FOR EACH STATEMENT EXECUTE FUNCTION {table}_refers();
CREATE TRIGGER {table}_refers_anew AFTER UPDATE OF {columns} ON {table}
  FOR EACH ROW WHEN (({new}) IS DISTINCT FROM ({old})) EXECUTE FUNCTION {table}_refers_anew();
"""


def rows_stay(*tables: str) -> Operation:
    """An operation that takes DELETE, TRUNCATE and new numbers for rows from everyone on these tables."""

    def forward(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
        for table in tables:
            schema_editor.execute(STAY_SQL.format(table=table))
            run(schema_editor, f"REVOKE DELETE, TRUNCATE ON {table} FROM {{role}}")

    return forward


def references(table: str, **targets: str) -> Operation:
    """An operation that holds columns of a table to rows of others: column=table."""

    def forward(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
        schema_editor.execute(reference_sql(table, targets), params=None)

    return forward


def reference_sql(table: str, targets: Mapping[str, str]) -> str:
    """The functions and triggers of `references`."""
    facts = [{"table": table, "column": column, "target": target} for column, target in targets.items()]
    checks = [fact | {"refuse": REFUSE_SQL.format(**fact)} for fact in facts]
    return REFERENCE_SQL.format(
        table=table,
        came="".join(CAME_SQL.format(**check) for check in checks),
        changed="".join(CHANGED_SQL.format(**check) for check in checks),
        columns=", ".join(targets),
        new=", ".join(f"NEW.{column}" for column in targets),
        old=", ".join(f"OLD.{column}" for column in targets),
    )
