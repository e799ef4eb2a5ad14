"""What the trial of machine work and its short form in `tests/processes` share."""
