"""`python -m jdb_site.frontdoor COMMAND …`: what `run` hands over to."""

import sys

from .commands import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
