"""`python -m jdb_site.stand_in`: serve until told to stop, on loopback unless told otherwise."""

import argparse
import signal
import sys
from collections.abc import Sequence

from .faults import Faults, UnknownMode
from .servers import HOST, Server


def main(arguments: Sequence[str]) -> int:
    """Serve in the foreground. The code to exit with."""
    wishes = wishes_of(arguments)
    try:
        faults = Faults.of({"mode": wishes.mode, "seed": wishes.seed})
        server = Server(wishes.port, faults, wishes.host)
    except (UnknownMode, OSError) as failure:
        sys.stderr.write(f"✗ {failure}\n")
        return 1
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    sys.stderr.write("a stand-in for OpenAI's server, no model; any key will do; ctrl-C stops it\n")
    sys.stdout.write(f"{server.address}/v1\n")
    sys.stdout.flush()
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        return 0
    finally:
        server.end()
    return 0


def wishes_of(arguments: Sequence[str]) -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(
        prog="stand-in", description="Speak OpenAI's protocol, and say so.", allow_abbrev=False
    )
    parser.add_argument("--host", default=HOST, help=f"the address to listen on, for a container ({HOST})")
    parser.add_argument("--port", type=int, default=0, help="the port to listen on; 0 takes a free one (0)")
    parser.add_argument("--mode", default="ok", help="ok, one fault, or several with shares: 429=0.05,500=0.03 (ok)")
    parser.add_argument("--seed", type=int, default=0, help="what answers and faults are drawn by (0)")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
