"""Korean times by the clock of 24 hours, as everywhere else here; dates are Django's own."""

DATETIME_FORMAT = "Y년 n월 j일 H:i"
TIME_FORMAT = "H:i"
