"""What is posted, where an empty form would say less."""

SENT = {
    "api/v1/choices": {"exposure": "never", "font_px": 22},
    "csp-reports": {"csp-report": {"violated-directive": "img-src"}},
    "gold/take/": {"at_most": 5, "reason": "agreed"},
    "gold/<public_id>/retire/": {"reason": "wrong"},
    "gold/<public_id>/set/": {"struck": ["1"], "reason": "seen"},
    "pairs/<public_id>/rounds/<pair>/": {"act": "set_aside", "reason": "mixed up"},
    "pairs/<public_id>/withdrawal/": {"reason": "its maker asked"},
    "sensitivities/<public_id>/decide/": {"sensitivity": "sensitive", "reason": "wounds"},
    "batches/<name>/sieve/": {"act": "park", "language": "en", "sensitive": "", "reason": "nobody reads it"},
    "batches/<name>/leases/": {"annotator": "ann"},
    "batches/<name>/terms/": {"priority": "3", "deadline": "2026-12-24"},
    "batches/<name>/members/add/": {"annotator": "bea"},
    "batches/<name>/members/remove/": {"annotator": "ann"},
    "people/invitations/": {"role": "annotator", "name": "Mina", "days": 7},
    "person/<username>/languages/": {"languages": ["en"]},
    "person/<username>/roles/": {"roles": ["annotator"]},
    "person/<username>/qualification/": {"act": "again"},
    "person/<username>/set-aside/": {"reason": "asleep"},
    "person/<username>/set-aside/<act>/undo/": {"reason": "awake"},
    "person/<username>/suspend/": {"reason": "away"},
}
