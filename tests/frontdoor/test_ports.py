import socket

from jdb_site.frontdoor import ports


def test_a_taken_port_is_passed_over() -> None:
    with socket.socket() as taken:
        taken.bind((ports.HOST, 0))
        taken.listen()
        port = ports.number(taken)

        assert not ports.available(port)
        held = ports.hold([port, 0])

    assert held is not None
    with held:
        assert ports.number(held) not in {0, port}


def test_without_a_free_port_there_is_none() -> None:
    with socket.socket() as taken:
        taken.bind((ports.HOST, 0))
        taken.listen()

        assert ports.hold([ports.number(taken)]) is None


def test_a_held_port_is_free_for_the_server_that_shares_it_and_for_nobody_else() -> None:
    held = ports.hold([0])
    assert held is not None

    with held, socket.socket() as server:
        port = ports.number(held)
        assert not ports.available(port)
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        server.bind((ports.HOST, port))
        server.listen()

        with socket.create_connection((ports.HOST, port), timeout=30) as client, server.accept()[0]:
            assert client.getpeername() == (ports.HOST, port)
