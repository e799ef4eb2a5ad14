"""Who asks: read with each request, so by one statement and without the ORM, which would cost more than the rows."""

from django.db import DEFAULT_DB_ALIAS, connection, models

from annotation.models import Annotator, User


def columns(model: type[models.Model]) -> tuple[str, ...]:
    return tuple(field.attname for field in model._meta.concrete_fields)


ACCOUNT, PERSON = columns(User), columns(Annotator)
ASKER = f"""
SELECT {", ".join(f'u."{name}"' for name in ACCOUNT)}, {", ".join(f'a."{name}"' for name in PERSON)}
  FROM annotation_user u LEFT JOIN annotation_annotator a ON a.user_id = u.id WHERE u.id = %s
"""  # noqa: S608  all parts are constants


def asker(*, user_id: int) -> User | None:
    """The account, with the annotator whose account it is, if it is one's; None when there is no such account."""
    with connection.cursor() as cursor:
        cursor.execute(ASKER, [user_id])
        row = cursor.fetchone()
    if row is None:
        return None
    user = User.from_db(DEFAULT_DB_ALIAS, ACCOUNT, row[: len(ACCOUNT)])
    if row[len(ACCOUNT)] is not None:
        annotator = Annotator.from_db(DEFAULT_DB_ALIAS, PERSON, row[len(ACCOUNT) :])
        annotator.user = user  # and so user.annotator
    return user
