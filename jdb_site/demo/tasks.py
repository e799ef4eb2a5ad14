"""What the demo's workers do beside the product's own tasks."""

import structlog
from celery import shared_task
from django.utils import timezone

from jdb_site.demo import forty, styles

log = structlog.get_logger(__name__)


@shared_task(soft_time_limit=120, time_limit=150)
def let_forty_work(actor: str) -> int:
    """Forty made-up people work for a minute; how many judgments came of it."""
    return forty.let_work(actor)


@shared_task
def grow_styles() -> None:
    """Begin the demo's style tree once there are styles; the product's own ticks build it."""
    if (tree := styles.grow(timezone.now())) is not None:
        log.info("style_tree_begun", tree=tree.pk)
