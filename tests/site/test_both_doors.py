"""Every act of the office's pages has its call in the API, or says why it is left to people."""

from tests.site.routes import PRODUCT
from tests.site.tables import rows
from tests.site.test_who_may import of_product

API = "api/v1/"
PEOPLES = "a person's own, in a session with its second factor"
OWN = "one's own, beside the work"
# Of each page that takes a form: the call that does the same, or why there is none (ADR 0037).
DOORS = {
    "batches/<name>/close/": "batches/<name>",
    "batches/<name>/leases/": "batches/<name>/leases",
    "batches/<name>/members/add/": "batches/<name>/members",
    "batches/<name>/members/group/": "batches/<name>/members",
    "batches/<name>/members/remove/": "batches/<name>/members",
    "batches/<name>/overlap/": "batches/<name>/overlap",
    "batches/<name>/pause/": "batches/<name>",
    "batches/<name>/resume/": "batches/<name>",
    "batches/<name>/sieve/": "batches/<name>/sieve",
    "batches/<name>/terms/": "batches/<name>/terms",
    "batches/<name>/withdraw/": "batches/<name>/withdrawals",
    "desk/<pair>/": "desk/decisions",
    "exports/<run>/resume/": "exports/<run>",
    "exports/<run>/stop/": "exports/<run>",
    "exports/ask/": "exports",
    "gold/<public_id>/retire/": "gold/<public_id>",
    "gold/<public_id>/set/": "gold/<public_id>",
    "gold/take/": "gold",
    "budgets/": "budgets",
    "halts/": "halts",
    "templates/golden/": "golden",
    "templates/golden/<prompt>/take-out/": "golden/<prompt>",
    "templates/<template>/change/": "templates/<template>/versions",
    "templates/<template>/act/": "templates/<template>",
    "templates/<template>/try/": "templates/<template>/trials",
    "halts/<halt>/lift/": "halts/<halt>",
    "models/<model>/": "models/<model>",
    "models/<model>/prices/": "models/<model>/prices",
    "models/<model>/tests/": "models/<model>/tests",
    "models/make/": "models",
    "runs/<run>/steer/": "runs/<run>",
    "runs/<run>/cap/": "budgets",
    "runs/new/": "runs",
    "styles/new/": "styles",
    "styles/count/": "styles/snapshots",
    "styles/<version>/people/": "styles/<version>/people",
    "styles/<version>/become/": "styles/<version>",
    "styles/<version>/operate/": "styles/<version>",
    "styles/<version>/undo/": "styles/<version>",
    "styles/trees/<tree>/steer/": "styles/trees/<tree>",
    "imports/arrivals/<arrival>/look/": "arrivals/<arrival>",
    "imports/arrivals/<arrival>/receive/": "arrivals/<arrival>/files",
    "imports/arrivals/<arrival>/start/": "arrivals/<arrival>",
    "imports/arrivals/<arrival>/stop/": "arrivals/<arrival>",
    "imports/new/": "arrivals",
    "me/flags/<flag>/contest/": "contests",
    "me/gold/<answer>/contest/": "contests",
    "me/questions/about/<pair>/": "questions",
    "me/tests/<answer>/contest/": "contests",
    "open-batch/": "batches",
    "prompts/<prompt>/write/": "prompts/<prompt>/annotations",
    "prompts/<prompt>/hold/": "prompts/<prompt>/pointer",
    "pairs/<public_id>/rounds/<pair>/": "pairs/<public_id>/rounds/<pair>",
    "pairs/<public_id>/withdrawal/": "pairs/<public_id>/withdrawal",
    "people/groups/<name>/": "groups/<name>",
    "people/groups/make/": "groups",
    "people/invitations/": "invitations",
    "people/invitations/<link>/cancel/": "invitations/<link>",
    "people/invitations/many/": "invitations",
    "people/replacements/": "replacements",
    "person/<username>/languages/": "people/<username>",
    "person/<username>/qualification/": "people/<username>",
    "person/<username>/roles/": "people/<username>",
    "person/<username>/set-aside/": "people/<username>/set-asides",
    "person/<username>/set-aside/<act>/undo/": "people/<username>/set-asides/<act>",
    "person/<username>/suspend/": "people/<username>",
    "person/<username>/unsuspend/": "people/<username>",
    "person/<username>/zone/": "people/<username>",
    "proof-reading/<pair>/": "proofs/<pair>",
    "questions/<thread>/": "threads/<thread>",
    "questions/<thread>/ruling/": "threads/<thread>/ruling",
    "rulings/<version>/add/": "rulings/<version>/rulings/<code>",
    "rulings/<version>/drop/": "rulings",
    "rulings/<version>/publish/": "rulings/<version>",
    "rulings/<version>/reach/count/": "rulings/<version>",
    "rulings/<version>/rulings/<code>/": "rulings/<version>/rulings/<code>",
    "rulings/<version>/rulings/<code>/remove/": "rulings/<version>/rulings/<code>",
    "rulings/draft/": "rulings",
    "scores/bring-in/": "scores",
    "scores/cover/": "scores/cover",
    "scores/runs/<run>/stop/": "scores/runs/<run>",
    "scores/walk/": "scores/walks",
    "sensitivities/<public_id>/decide/": "sensitivities/<public_id>",
}
LEFT_TO_PEOPLE = {
    "person/<username>/reset-link/": PEOPLES,
    "person/<username>/second-factor/": PEOPLES,
    "tokens/make/": PEOPLES,
    "tokens/<pk>/revoke/": PEOPLES,
    "sensitivities/<public_id>/look/": "a blocked picture is shown to eyes, once",
    "begin/": OWN,
    "me/": OWN,
}
# Pay has its own doors (docs/pay.md); these make an account or enter it.
OF_PAY = ("pay/", "me/pay/", "attendance")
ENTRANCES = ("accounts/", "join/", "reset/", "csp-reports")


def taken() -> set[str]:
    """The pages that take a form from anybody."""
    return {
        address
        for (method, address, _), answers in rows(PRODUCT).items()
        if method == "POST" and not address.startswith((API, *OF_PAY, *ENTRANCES))
        if set(answers.values()) - {"in", "403", "404", "405"}
    }


def test_what_a_page_takes_the_api_takes_or_people_alone_do_it() -> None:
    assert taken() - {*DOORS, *LEFT_TO_PEOPLE} == set()


def test_every_call_that_is_named_is_there_and_no_page_stands_for_nothing() -> None:
    calls = {address.removeprefix(API) for address in of_product() if address.startswith(API)}

    assert set(DOORS.values()) - calls == set()
    assert {*DOORS, *LEFT_TO_PEOPLE} - of_product() == set()
