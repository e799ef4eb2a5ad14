from jdb_site.frontdoor import packages


def test_the_index_of_pip_is_told_to_uv_in_its_own_words() -> None:
    settings = {
        "index-url": "https://index.invalid/simple",
        "extra-index-url": "https://a.invalid/simple\\nhttps://b.invalid/simple",
        "find-links": "/wheels /more",
        "trusted-host": "index.invalid",
        "cert": "/etc/cert.pem",
        "timeout": "60",
    }

    assert packages.from_pip(settings) == {
        "UV_DEFAULT_INDEX": "https://index.invalid/simple",
        "UV_INDEX": "https://a.invalid/simple https://b.invalid/simple",
        "UV_FIND_LINKS": "/wheels,/more",
        "UV_INSECURE_HOST": "index.invalid",
        "SSL_CERT_FILE": "/etc/cert.pem",
    }


def test_where_pip_is_told_nothing_uv_is_told_nothing() -> None:
    assert packages.from_pip({}) == {}


def test_the_narrower_place_of_a_setting_of_pip_wins() -> None:
    listing = (
        "install.index-url='https://c.invalid'\n:env:.index-url='https://d.invalid'\nglobal.index-url='https://e'\n"
    )

    assert packages.parsed(listing) == {"index-url": "https://d.invalid"}
