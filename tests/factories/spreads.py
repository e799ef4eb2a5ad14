import factory
from factory.django import DjangoModelFactory

from annotation.choices import PairState, SieveAct
from annotation.models import BatchSpread, OverlapChange, Sieve
from tests.factories.annotation import BatchFactory
from tests.factories.dataset import NOW


class BatchSpreadFactory(DjangoModelFactory[BatchSpread]):
    batch = factory.SubFactory(BatchFactory)
    language = "en"
    sensitive = False
    state = PairState.OPEN
    n_pairs = 1

    class Meta:
        model = BatchSpread


class SieveFactory(DjangoModelFactory[Sieve]):
    batch = factory.SubFactory(BatchFactory)
    act = SieveAct.PARK
    language = "ko"
    sensitive = False
    reason = "nobody reads it"
    actor = "test"
    created_at = NOW

    class Meta:
        model = Sieve


class OverlapChangeFactory(DjangoModelFactory[OverlapChange]):
    batch = factory.SubFactory(BatchFactory)
    wanted = 3
    at_most = 5
    wanted_before = 2
    at_most_before = 3
    reason = "many differ"
    actor = "test"
    created_at = NOW

    class Meta:
        model = OverlapChange
