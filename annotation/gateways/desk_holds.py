"""Cases are handed out by one hand at a time."""

from django.db import connection

# Any number that no other part of the program locks by.
HANDING_OUT = 5_314_077


def lock_handing_out() -> None:
    """
    Wait until nobody else hands out cases, until the end of the transaction.

    A statement of its own: the next sees what the one before handed out.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [HANDING_OUT])
