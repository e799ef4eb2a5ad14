"""Plain rows for tests: valid, boring, one per model."""

from tests.factories.annotation import *  # noqa: F403  one place to import from
from tests.factories.dataset import *  # noqa: F403
from tests.factories.desk import *  # noqa: F403
from tests.factories.flags import *  # noqa: F403
from tests.factories.groups import *  # noqa: F403
from tests.factories.machines import *  # noqa: F403
from tests.factories.onboarding import *  # noqa: F403
from tests.factories.pay import *  # noqa: F403
from tests.factories.reaches import *  # noqa: F403
from tests.factories.scores import *  # noqa: F403
from tests.factories.set_asides import *  # noqa: F403
from tests.factories.spreads import *  # noqa: F403
from tests.factories.standings import *  # noqa: F403
from tests.factories.styles import *  # noqa: F403
from tests.factories.threads import *  # noqa: F403
from tests.factories.tokens import *  # noqa: F403
