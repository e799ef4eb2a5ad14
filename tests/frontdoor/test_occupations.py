from pathlib import Path

import pytest

from jdb_site.frontdoor.occupations import Holder, Occupied, occupy
from jdb_site.frontdoor.paths import DataFolder


def test_a_second_run_is_told_who_has_the_folder_and_where_it_serves(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)

    with occupy(folder, "demo") as occupation:
        occupation.serves_at("http://127.0.0.1:8001")
        with pytest.raises(Occupied) as occupied, occupy(folder, "demo"):
            pass

    assert occupied.value.holder == Holder("demo", "http://127.0.0.1:8001")


def test_a_folder_is_free_again_after_its_run(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)
    with occupy(folder, "demo"):
        pass

    with occupy(folder, "./run manage check") as occupation:
        occupation.serves_at("")
