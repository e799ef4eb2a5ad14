"""What the world of these tests has of pay."""

from functools import cached_property

from annotation.models import User
from tests.factories import AttendeeFactory, EntryRequestFactory, PayeeFactory, PayPeriodFactory


class WorldOfPay:
    users: dict[str, User]

    @cached_property
    def attendance(self) -> int:
        """What somebody said of ann's day."""
        return int(AttendeeFactory(annotator=self.users["ann"].annotator).act_id)

    @cached_property
    def pay_asked(self) -> int:
        """A bonus that waits for a second name."""
        PayeeFactory(annotator=self.users["ann"].annotator)
        return int(EntryRequestFactory(annotator=self.users["ann"].annotator).pk)

    @cached_property
    def pay_period(self) -> str:
        """The name of one that is open."""
        return str(PayPeriodFactory().name)
