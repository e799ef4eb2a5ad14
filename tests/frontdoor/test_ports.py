import socket

from jdb_site.frontdoor import ports


def test_a_taken_port_is_passed_over() -> None:
    with socket.socket() as taken:
        taken.bind((ports.HOST, 0))
        taken.listen()
        port = taken.getsockname()[1]

        assert not ports.available(port)
        assert ports.free([port, 0]) == 0


def test_without_a_free_port_there_is_none() -> None:
    with socket.socket() as taken:
        taken.bind((ports.HOST, 0))
        taken.listen()

        assert ports.free([taken.getsockname()[1]]) is None
