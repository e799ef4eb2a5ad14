from django.db import models
from django.db.models import F, Q


class AgreementSums(models.Model):
    """
    What a pair brings to the figures of agreement: `annotation.rules.pair_sums.PairSums`, by the same names.

    Over its first opinions alone, those that were asked of every pair; recounted with each of them, never incremented.
    Of a pair that is accepted or rejected as a whole, it is itself the one thing that is judged.
    """

    sum_judgments = models.IntegerField(db_default=0)
    sum_judged = models.IntegerField(db_default=0)
    sum_share = models.IntegerField(db_default=0)
    sum_paired = models.IntegerField(db_default=0)
    sum_opinions = models.IntegerField(db_default=0)
    sum_strikes = models.IntegerField(db_default=0)
    sum_struck_agreed = models.IntegerField(db_default=0)
    sum_struck_possible = models.IntegerField(db_default=0)
    sum_kept_possible = models.IntegerField(db_default=0)
    sum_differing = models.IntegerField(db_default=0)
    sum_disagreement = models.IntegerField(db_default=0)

    class Meta:
        abstract = True


SUMS_FIT = (
    Q(sum_judgments__gte=0, sum_judgments__lte=F("n_counted"))
    & Q(sum_judged__gte=0, sum_judged__lte=F("n_words"))
    & Q(sum_share__gte=0, sum_share__lte=60 * F("sum_judged"))
    & Q(sum_paired__gte=0, sum_paired__lte=F("sum_judged"))
    & Q(sum_opinions__gte=2 * F("sum_paired"), sum_opinions__lte=F("sum_paired") * F("sum_judgments"))
    & Q(sum_strikes__gte=0, sum_strikes__lte=F("sum_opinions"))
    & Q(sum_struck_agreed__gte=0, sum_struck_agreed__lte=F("sum_struck_possible"))
    & Q(sum_kept_possible__gte=F("sum_struck_possible") - F("sum_struck_agreed"))
    & Q(sum_differing__gte=0, sum_differing__lte=60 * F("sum_paired"))
    & Q(sum_disagreement__gte=F("sum_differing"))
)
