"""
What the database itself refuses, written once for the migrations of both apps.

The owner migrates and owns the tables. The application's role reads and writes rows, but cannot change or delete rows
of append-only tables: neither by privilege, nor past the triggers that hold for the owner too.
"""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from psycopg import sql

SHARED_SQL = """
CREATE FUNCTION strikeout_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % is refused; a mistake is mended by a further row', TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION are_word_indices(indices smallint[], n_words integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT cardinality(indices) = 0 OR (
    array_ndims(indices) = 1 AND array_lower(indices, 1) = 1
    AND NOT EXISTS (SELECT FROM unnest(indices) word WHERE word IS NULL OR word < 0 OR word >= n_words)
    AND NOT EXISTS (SELECT FROM generate_subscripts(indices, 1) i WHERE i > 1 AND indices[i] <= indices[i - 1]));
$$;
"""

APPEND_ONLY_SQL = """
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
  FOR EACH ROW EXECUTE FUNCTION strikeout_refuse_change();
CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
  FOR EACH STATEMENT EXECUTE FUNCTION strikeout_refuse_change();
"""

Operation = Callable[[object, BaseDatabaseSchemaEditor], None]


def grant_to_application(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Let the application's role use all that is here, and all that the owner makes later."""
    require_role(schema_editor)
    run(
        schema_editor,
        "GRANT USAGE ON SCHEMA public TO {role}",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
        "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
        "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {role}",
        "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {role}",
    )


def append_only(*tables: str) -> Operation:
    """An operation that takes UPDATE, DELETE and TRUNCATE on these tables from everyone."""

    def forward(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
        for table in tables:
            schema_editor.execute(APPEND_ONLY_SQL.format(table=table))
            run(schema_editor, f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {{role}}")

    return forward


def require_role(schema_editor: BaseDatabaseSchemaEditor) -> None:
    role = settings.DATABASE_APP_ROLE
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
        if cursor.fetchone() is None:
            raise ImproperlyConfigured(
                f"The database has no role {role!r}. Create it (CREATE ROLE {role} LOGIN) or name another in "
                "DATABASE_APP_ROLE, then migrate again as the owner."
            )


def run(schema_editor: BaseDatabaseSchemaEditor, *statements: str) -> None:
    with schema_editor.connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(sql.SQL(statement).format(role=sql.Identifier(settings.DATABASE_APP_ROLE)))
