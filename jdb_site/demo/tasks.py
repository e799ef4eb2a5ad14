"""What the demo's workers do beside the product's own tasks."""

from celery import shared_task

from jdb_site.demo import forty


@shared_task(soft_time_limit=120, time_limit=150)
def let_forty_work(actor: str) -> int:
    """Forty made-up people work for a minute; how many judgments came of it."""
    return forty.let_work(actor)
