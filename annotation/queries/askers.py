"""Who asks: read with each request, so prepared and without the ORM, which would cost more than the rows."""

from django.db import DEFAULT_DB_ALIAS, models

from annotation.gateways import prepared
from annotation.models import Annotator, User


def columns(model: type[models.Model]) -> tuple[str, ...]:
    return tuple(field.attname for field in model._meta.concrete_fields)


ACCOUNT, PERSON = columns(User), columns(Annotator)
ASKER = f"""
SELECT {", ".join(f'u."{name}"' for name in ACCOUNT)}, {", ".join(f'a."{name}" AS "person_{name}"' for name in PERSON)}
  FROM annotation_user u LEFT JOIN annotation_annotator a ON a.user_id = u.id WHERE u.id = %(user)s
"""  # noqa: S608  all parts are constants


def asker(*, user_id: int) -> User | None:
    """The account, with the annotator whose account it is, if it is one's; None when there is no such account."""
    found = prepared.rows(ASKER, {"user": user_id})
    if not found:
        return None
    [row] = found
    user = User.from_db(DEFAULT_DB_ALIAS, ACCOUNT, [row[name] for name in ACCOUNT])
    if row["person_id"] is not None:
        annotator = Annotator.from_db(DEFAULT_DB_ALIAS, PERSON, [row[f"person_{name}"] for name in PERSON])
        annotator.user = user  # and so user.annotator
    return user
