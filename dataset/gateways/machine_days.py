"""What runs come to by day, added up by the database, so that processes which add at the same time lose nothing."""

from datetime import UTC, datetime
from decimal import Decimal

from django.db import connection

ADD = """
INSERT INTO dataset_machineday AS day (run_id, date, spent_amount, n_done, n_poison)
VALUES (%(run)s, %(date)s::date, %(spent)s, %(n_done)s, %(n_poison)s)
ON CONFLICT (date, run_id) DO UPDATE
   SET spent_amount = day.spent_amount + excluded.spent_amount,
       n_done = day.n_done + excluded.n_done,
       n_poison = day.n_poison + excluded.n_poison
"""


def add(*, run: int, spent: Decimal, n_done: int = 0, n_poison: int = 0, now: datetime) -> None:
    """Nothing where there is nothing to add."""
    if not (spent or n_done or n_poison):
        return
    date = now.astimezone(UTC).date().isoformat()
    told: dict[str, int | str | Decimal] = {"run": run, "date": date, "n_done": n_done, "n_poison": n_poison}
    with connection.cursor() as cursor:
        cursor.execute(ADD, told | {"spent": spent})
