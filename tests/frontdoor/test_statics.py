from jdb_site.frontdoor import statics
from jdb_site.frontdoor.paths import ROOT


def test_what_was_collected_is_no_source_of_the_collection() -> None:
    places = {path.relative_to(ROOT).parts[0] for path in statics.files()}

    assert places == {"jdb_site"}
