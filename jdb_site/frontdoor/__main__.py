"""`python -m jdb_site.frontdoor COMMAND …`: what `run` hands over to."""

import signal
import sys

from .commands import main

if __name__ == "__main__":
    # A shell that starts us in the background has SIGINT ignored, for us and for all that we start.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.exit(main(sys.argv[1:]))
