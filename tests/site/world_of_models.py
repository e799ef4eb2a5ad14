"""What the table of routes asks for of machine work."""

from functools import cached_property

from tests.factories import MachineJobFactory


class WorldOfModels:
    @cached_property
    def machine_run(self) -> int:
        """One with a job that waits."""
        return int(MachineJobFactory().run_id)
