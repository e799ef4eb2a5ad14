"""What the trial of imports and its short form in `tests/processes` share: tables, runs of the command, digests."""
