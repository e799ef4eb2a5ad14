"""
Who may do what. Every route stands here, by GET and by POST, where it is taken also by PUT, with what each
person is answered.

The people are those of `world.py`: nobody signed in, the annotator ann, bea of another batch, the suspended sus, an
adjudicator, payroll, an auditor, a manager. `in` sends to sign in. `own` is ann's, `foreign` bea's, `absent` nobody's,
`any` each of these. 403 speaks of the role and tells nothing of the thing; what is not one's own is 404, as if it were
not there. A release passes over what is not held, so it answers 200 and releases nothing; 410 is a link that opens
nothing.
"""

PRODUCT = """
method address                                  object  anonymous ann bea sus adj pay aud man
GET    /                                        -       in        302 302 302 302 302 302 302
POST   /                                        -       in        405 405 405 405 405 405 405
GET    accounts/2fa/                            -       in        200 200 200 200 200 200 200
POST   accounts/2fa/                            -       in        405 405 405 405 405 405 405
GET    accounts/2fa/authenticate/               -       302       302 302 302 302 302 302 302
POST   accounts/2fa/authenticate/               -       302       302 302 302 302 302 302 302
GET    accounts/2fa/reauthenticate/             -       in        302 302 302 302 302 302 302
POST   accounts/2fa/reauthenticate/             -       in        302 302 302 302 302 302 302
GET    accounts/2fa/recovery-codes/             -       in        404 404 404 404 404 404 404
POST   accounts/2fa/recovery-codes/             -       in        405 405 405 405 405 405 405
GET    accounts/2fa/recovery-codes/download/    -       in        404 404 404 404 404 404 404
POST   accounts/2fa/recovery-codes/download/    -       in        404 404 404 404 404 404 404
GET    accounts/2fa/recovery-codes/generate/    -       in        302 302 302 302 302 302 302
POST   accounts/2fa/recovery-codes/generate/    -       in        302 302 302 302 302 302 302
GET    accounts/2fa/totp/activate/              -       in        302 302 302 302 302 302 302
POST   accounts/2fa/totp/activate/              -       in        302 302 302 302 302 302 302
GET    accounts/2fa/totp/deactivate/            -       in        404 404 404 404 404 404 404
POST   accounts/2fa/totp/deactivate/            -       in        404 404 404 404 404 404 404
GET    accounts/inactive/                       -       200       200 200 200 200 200 200 200
POST   accounts/inactive/                       -       405       405 405 405 405 405 405 405
GET    accounts/login/                          -       200       302 302 302 302 302 302 302
POST   accounts/login/                          -       200       302 302 302 302 302 302 302
GET    accounts/logout/                         -       302       200 200 200 200 200 200 200
POST   accounts/logout/                         -       302       302 302 302 302 302 302 302
GET    accounts/password/change/                -       in        200 200 200 200 200 200 200
POST   accounts/password/change/                -       in        200 200 200 200 200 200 200
GET    accounts/reauthenticate/                 -       in        200 200 200 200 200 200 200
POST   accounts/reauthenticate/                 -       in        200 200 200 200 200 200 200
GET    accounts/signup/                         -       200       302 302 302 302 302 302 302
POST   accounts/signup/                         -       200       302 302 302 302 302 302 302
GET    api/v1/choices                           -       401       405 405 405 403 403 403 403
POST   api/v1/choices                           -       401       405 405 405 403 403 403 403
PUT    api/v1/choices                           -       401       200 200 200 403 403 403 403
GET    api/v1/claims                            -       401       405 405 403 403 403 403 403
POST   api/v1/claims                            -       401       200 200 403 403 403 403 403
GET    api/v1/corrections                       any     401       405 405 405 403 403 403 403
POST   api/v1/corrections                       own     401       200 404 200 403 403 403 403
POST   api/v1/corrections                       foreign 401       404 200 404 403 403 403 403
POST   api/v1/corrections                       absent  401       404 404 404 403 403 403 403
GET    api/v1/exposures                         any     401       405 405 405 403 403 403 403
POST   api/v1/exposures                         own     401       200 404 200 403 403 403 403
POST   api/v1/exposures                         foreign 401       404 200 404 403 403 403 403
POST   api/v1/exposures                         absent  401       404 404 404 403 403 403 403
GET    api/v1/flags                             any     401       405 405 405 403 403 403 403
POST   api/v1/flags                             own     401       200 404 200 403 403 403 403
POST   api/v1/flags                             foreign 401       404 200 404 403 403 403 403
POST   api/v1/flags                             absent  401       404 404 404 403 403 403 403
GET    api/v1/heartbeats                        -       401       405 405 405 403 403 403 403
POST   api/v1/heartbeats                        -       401       200 200 200 403 403 403 403
GET    api/v1/judgments                         any     401       405 405 405 403 403 403 403
POST   api/v1/judgments                         own     401       200 404 200 403 403 403 403
POST   api/v1/judgments                         foreign 401       404 200 404 403 403 403 403
POST   api/v1/judgments                         absent  401       404 404 404 403 403 403 403
GET    api/v1/onboarding/answers                any     401       405 405 403 403 403 403 403
POST   api/v1/onboarding/answers                own     401       200 404 403 403 403 403 403
POST   api/v1/onboarding/answers                foreign 401       404 200 403 403 403 403 403
POST   api/v1/onboarding/answers                absent  401       404 404 403 403 403 403 403
GET    api/v1/onboarding/attempts               -       401       405 405 403 403 403 403 403
POST   api/v1/onboarding/attempts               -       401       200 200 403 403 403 403 403
GET    api/v1/onboarding/steps                  -       401       405 405 403 403 403 403 403
POST   api/v1/onboarding/steps                  -       401       200 200 403 403 403 403 403
GET    api/v1/packs                             -       401       405 405 403 403 403 403 403
POST   api/v1/packs                             -       401       200 200 403 403 403 403 403
GET    api/v1/parkings                          any     401       405 405 405 403 403 403 403
POST   api/v1/parkings                          any     401       200 200 200 403 403 403 403
GET    api/v1/releases                          any     401       405 405 403 403 403 403 403
POST   api/v1/releases                          any     401       200 200 403 403 403 403 403
GET    api/v1/shift-ends                        -       401       405 405 405 403 403 403 403
POST   api/v1/shift-ends                        -       401       200 200 200 403 403 403 403
GET    api/v1/skips                             any     401       405 405 405 403 403 403 403
POST   api/v1/skips                             own     401       200 404 200 403 403 403 403
POST   api/v1/skips                             foreign 401       404 200 404 403 403 403 403
POST   api/v1/skips                             absent  401       404 404 404 403 403 403 403
GET    batches/                                 -       in        403 403 403 403 403 200 200
POST   batches/                                 -       in        403 403 403 403 403 405 405
GET    batches/<name>/                          own     in        403 403 403 403 403 200 200
GET    batches/<name>/                          absent  in        403 403 403 403 403 404 404
POST   batches/<name>/                          any     in        403 403 403 403 403 405 405
GET    batches/<name>/agreement/               own     in        403 403 403 403 403 200 200
GET    batches/<name>/agreement/               absent  in        403 403 403 403 403 404 404
POST   batches/<name>/agreement/               any     in        403 403 403 403 403 405 405
GET    batches/<name>/close/                    any     in        403 403 403 403 403 403 405
POST   batches/<name>/close/                    own     in        403 403 403 403 403 403 302
POST   batches/<name>/close/                    absent  in        403 403 403 403 403 403 404
GET    batches/<name>/members/add/              any     in        403 403 403 403 403 403 405
POST   batches/<name>/members/add/              own     in        403 403 403 403 403 403 302
POST   batches/<name>/members/add/              absent  in        403 403 403 403 403 403 404
GET    batches/<name>/members/remove/           any     in        403 403 403 403 403 403 405
POST   batches/<name>/members/remove/           own     in        403 403 403 403 403 403 302
POST   batches/<name>/members/remove/           absent  in        403 403 403 403 403 403 404
GET    batches/<name>/pause/                    any     in        403 403 403 403 403 403 405
POST   batches/<name>/pause/                    own     in        403 403 403 403 403 403 302
POST   batches/<name>/pause/                    absent  in        403 403 403 403 403 403 404
GET    batches/<name>/progress/                 own     in        403 403 403 403 403 200 200
GET    batches/<name>/progress/                 absent  in        403 403 403 403 403 404 404
POST   batches/<name>/progress/                 any     in        403 403 403 403 403 405 405
GET    batches/<name>/resume/                   any     in        403 403 403 403 403 403 405
POST   batches/<name>/resume/                   own     in        403 403 403 403 403 403 302
POST   batches/<name>/resume/                   absent  in        403 403 403 403 403 403 404
GET    csp-reports                              -       405       405 405 405 405 405 405 405
POST   csp-reports                              -       204       204 204 204 204 204 204 204
GET    begin/                                   -       in        200 200 200 403 403 403 403
POST   begin/                                   -       in        405 405 405 403 403 403 403
GET    desk/                                    -       in        403 403 403 200 403 403 200
POST   desk/                                    -       in        403 403 403 405 403 403 405
GET    desk/<pair>/                             own     in        403 403 403 200 403 403 200
GET    desk/<pair>/                             absent  in        403 403 403 404 403 403 404
POST   desk/<pair>/                             own     in        403 403 403 200 403 403 200
POST   desk/<pair>/                             absent  in        403 403 403 404 403 403 404
GET    gold/                                    -       in        403 403 403 403 403 200 200
POST   gold/                                    -       in        403 403 403 403 403 405 405
GET    gold/take/                               -       in        403 403 403 403 403 403 405
POST   gold/take/                               -       in        403 403 403 403 403 403 302
GET    gold/<public_id>/                        own     in        403 403 403 403 403 200 200
GET    gold/<public_id>/                        absent  in        403 403 403 403 403 404 404
POST   gold/<public_id>/                        any     in        403 403 403 403 403 405 405
GET    gold/<public_id>/retire/                 any     in        403 403 403 403 403 403 405
POST   gold/<public_id>/retire/                 own     in        403 403 403 403 403 403 302
POST   gold/<public_id>/retire/                 absent  in        403 403 403 403 403 403 404
GET    gold/<public_id>/set/                    any     in        403 403 403 403 403 403 405
POST   gold/<public_id>/set/                    own     in        403 403 403 403 403 403 302
POST   gold/<public_id>/set/                    absent  in        403 403 403 403 403 403 404
GET    images/<public_id>/<rendition>           own     in        200 404 404 200 404 200 200
GET    images/<public_id>/<rendition>           foreign in        404 200 404 200 404 200 200
GET    images/<public_id>/<rendition>           absent  in        404 404 404 404 404 404 404
POST   images/<public_id>/<rendition>           any     in        405 405 405 405 405 405 405
GET    imports/                                 -       in        403 403 403 403 403 200 200
POST   imports/                                 -       in        403 403 403 403 403 405 405
GET    imports/<run>/                           own     in        403 403 403 403 403 200 200
GET    imports/<run>/                           absent  in        403 403 403 403 403 404 404
POST   imports/<run>/                           any     in        403 403 403 403 403 405 405
GET    imports/<run>/report.csv                 own     in        403 403 403 403 403 200 200
GET    imports/<run>/report.csv                 absent  in        403 403 403 403 403 404 404
POST   imports/<run>/report.csv                 any     in        403 403 403 403 403 405 405
GET    join/<token>/                            own     200       200 200 200 200 200 200 200
GET    join/<token>/                            absent  410       410 410 410 410 410 410 410
POST   join/<token>/                            own     200       200 200 200 200 200 200 200
POST   join/<token>/                            absent  410       410 410 410 410 410 410 410
GET    livez                                    -       200       200 200 200 200 200 200 200
POST   livez                                    -       405       405 405 405 405 405 405 405
GET    me/                                      -       in        200 200 200 200 200 200 200
POST   me/                                      -       in        200 200 200 200 200 200 200
GET    me/figures/                              -       in        200 200 200 403 403 403 403
POST   me/figures/                              -       in        405 405 405 403 403 403 403
GET    me/recorded/                             -       in        200 200 200 403 403 403 403
POST   me/recorded/                             -       in        405 405 405 403 403 403 403
GET    me/stored.json                           -       in        200 200 200 403 403 403 403
POST   me/stored.json                           -       in        405 405 405 403 403 403 403
GET    me/stored/                               -       in        200 200 200 403 403 403 403
POST   me/stored/                               -       in        405 405 405 403 403 403 403
GET    me/time/                                 -       in        200 200 200 403 403 403 403
POST   me/time/                                 -       in        405 405 405 403 403 403 403
GET    open-batch/                              -       in        403 403 403 403 403 403 200
POST   open-batch/                              -       in        403 403 403 403 403 403 200
GET    open-batch/preview/                      -       in        403 403 403 403 403 403 200
POST   open-batch/preview/                      -       in        403 403 403 403 403 403 405
GET    overview/                                -       in        403 403 403 403 403 200 200
POST   overview/                                -       in        403 403 403 403 403 405 405
GET    overview/live/                          -       in        403 403 403 403 403 200 200
POST   overview/live/                          -       in        403 403 403 403 403 405 405
GET    judgments/                              -       in        403 403 403 403 403 200 200
POST   judgments/                              -       in        403 403 403 403 403 405 405
GET    pairs/                                  -       in        403 403 403 403 403 200 200
POST   pairs/                                  -       in        403 403 403 403 403 405 405
GET    pairs/<pair>/                            own     in        403 403 403 403 403 302 302
GET    pairs/<pair>/                            absent  in        403 403 403 403 403 404 404
POST   pairs/<pair>/                            any     in        403 403 403 403 403 405 405
GET    pairs/<public_id>/                       own     in        403 403 403 403 403 200 200
GET    pairs/<public_id>/                       absent  in        403 403 403 403 403 404 404
POST   pairs/<public_id>/                       any     in        403 403 403 403 403 405 405
GET    pairs/<public_id>/rounds/<pair>/         any     in        403 403 403 403 403 403 405
POST   pairs/<public_id>/rounds/<pair>/         own     in        403 403 403 403 403 403 302
POST   pairs/<public_id>/rounds/<pair>/         absent  in        403 403 403 403 403 403 404
GET    pairs/<public_id>/withdrawal/            any     in        403 403 403 403 403 403 405
POST   pairs/<public_id>/withdrawal/            own     in        403 403 403 403 403 403 302
POST   pairs/<public_id>/withdrawal/            absent  in        403 403 403 403 403 403 404
GET    people/                                  -       in        403 403 403 403 403 403 200
POST   people/                                  -       in        403 403 403 403 403 403 405
GET    people/<annotator>/                      own     in        403 403 403 403 403 200 200
GET    people/<annotator>/                      absent  in        403 403 403 403 403 404 404
POST   people/<annotator>/                      any     in        403 403 403 403 403 405 405
GET    people/invitations/                      -       in        403 403 403 403 403 403 405
POST   people/invitations/                      -       in        403 403 403 403 403 403 200
GET    people/invitations/<link>/cancel/        any     in        403 403 403 403 403 403 405
POST   people/invitations/<link>/cancel/        own     in        403 403 403 403 403 403 302
POST   people/invitations/<link>/cancel/        absent  in        403 403 403 403 403 403 404
GET    person/<username>/                       own     in        403 403 403 403 403 403 200
GET    person/<username>/                       absent  in        403 403 403 403 403 403 404
POST   person/<username>/                       any     in        403 403 403 403 403 403 405
GET    person/<username>/languages/             any     in        403 403 403 403 403 403 405
POST   person/<username>/languages/             own     in        403 403 403 403 403 403 302
POST   person/<username>/languages/             absent  in        403 403 403 403 403 403 404
GET    person/<username>/qualification/         any     in        403 403 403 403 403 403 405
POST   person/<username>/qualification/         own     in        403 403 403 403 403 403 302
POST   person/<username>/qualification/         absent  in        403 403 403 403 403 403 404
GET    person/<username>/reset-link/            any     in        403 403 403 403 403 403 405
POST   person/<username>/reset-link/            own     in        403 403 403 403 403 403 200
POST   person/<username>/reset-link/            absent  in        403 403 403 403 403 403 404
GET    person/<username>/roles/                 any     in        403 403 403 403 403 403 405
POST   person/<username>/roles/                 own     in        403 403 403 403 403 403 302
POST   person/<username>/roles/                 absent  in        403 403 403 403 403 403 404
GET    person/<username>/set-aside/             own     in        403 403 403 403 403 403 200
GET    person/<username>/set-aside/             absent  in        403 403 403 403 403 403 404
POST   person/<username>/set-aside/             own     in        403 403 403 403 403 403 200
POST   person/<username>/set-aside/             absent  in        403 403 403 403 403 403 404
GET    person/<username>/set-aside/<act>/undo/  any     in        403 403 403 403 403 403 405
POST   person/<username>/set-aside/<act>/undo/  own     in        403 403 403 403 403 403 302
POST   person/<username>/set-aside/<act>/undo/  absent  in        403 403 403 403 403 403 404
GET    person/<username>/suspend/               any     in        403 403 403 403 403 403 405
POST   person/<username>/suspend/               own     in        403 403 403 403 403 403 302
POST   person/<username>/suspend/               absent  in        403 403 403 403 403 403 404
GET    person/<username>/unsuspend/             any     in        403 403 403 403 403 403 405
POST   person/<username>/unsuspend/             own     in        403 403 403 403 403 403 302
POST   person/<username>/unsuspend/             absent  in        403 403 403 403 403 403 404
GET    readyz                                   -       200       200 200 200 200 200 200 200
POST   readyz                                   -       405       405 405 405 405 405 405 405
GET    record/                                 -       in        403 403 403 403 403 200 200
POST   record/                                 -       in        403 403 403 403 403 405 405
GET    reset/<token>/                           own     200       200 200 200 200 200 200 200
GET    reset/<token>/                           absent  410       410 410 410 410 410 410 410
POST   reset/<token>/                           own     200       200 200 200 200 200 200 200
POST   reset/<token>/                           absent  410       410 410 410 410 410 410 410
GET    results/                                 -       in        403 403 403 403 403 200 200
POST   results/                                 -       in        403 403 403 403 403 405 405
GET    sensitivities/                           -       in        403 403 403 403 403 403 200
POST   sensitivities/                           -       in        403 403 403 403 403 403 405
GET    sensitivities/<public_id>/               own     in        403 403 403 403 403 403 200
GET    sensitivities/<public_id>/               absent  in        403 403 403 403 403 403 404
POST   sensitivities/<public_id>/               any     in        403 403 403 403 403 403 405
GET    sensitivities/<public_id>/decide/        any     in        403 403 403 403 403 403 405
POST   sensitivities/<public_id>/decide/        own     in        403 403 403 403 403 403 302
POST   sensitivities/<public_id>/decide/        absent  in        403 403 403 403 403 403 404
GET    sensitivities/<public_id>/look/          any     in        403 403 403 403 403 403 405
POST   sensitivities/<public_id>/look/          own     in        403 403 403 403 403 403 302
POST   sensitivities/<public_id>/look/          absent  in        403 403 403 403 403 403 404
GET    tables/                                 -       in        403 403 403 403 403 200 200
POST   tables/                                 -       in        403 403 403 403 403 405 405
GET    tables/<name>.csv                       own     in        403 403 403 403 403 200 200
GET    tables/<name>.csv                       absent  in        403 403 403 403 403 404 404
POST   tables/<name>.csv                       any     in        403 403 403 403 403 405 405
GET    tables/<name>.json                      own     in        403 403 403 403 403 200 200
GET    tables/<name>.json                      absent  in        403 403 403 403 403 404 404
POST   tables/<name>.json                      any     in        403 403 403 403 403 405 405
GET    work/                                    -       in        200 200 200 403 403 403 403
POST   work/                                    -       in        405 405 405 403 403 403 403
"""

# What the demo has beside these, or in their place.
DEMO = """
method address                                  object  anonymous ann bea sus adj pay aud man
GET    /                                        -       200       302 302 302 302 302 302 302
POST   /                                        -       405       405 405 405 405 405 405 405
GET    begin/                                   -       in        200 200 200 403 403 403 403
POST   begin/                                   -       in        405 405 405 403 403 403 403
GET    demo/                                    -       200       200 200 200 200 200 200 200
POST   demo/                                    -       405       405 405 405 405 405 405 405
GET    demo/enter/annotator/                    -       405       405 405 405 405 405 405 405
POST   demo/enter/annotator/                    -       302       302 302 302 302 302 302 302
GET    demo/enter/manager/                      -       405       405 405 405 405 405 405 405
POST   demo/enter/manager/                      -       302       302 302 302 302 302 302 302
GET    demo/pictures/<public_id>                own     200       200 200 200 200 200 200 200
GET    demo/pictures/<public_id>                absent  404       404 404 404 404 404 404 404
POST   demo/pictures/<public_id>                any     405       405 405 405 405 405 405 405
GET    demo/enter/newcomer/                     -       405       405 405 405 405 405 405 405
POST   demo/enter/newcomer/                     -       302       302 302 302 302 302 302 302
GET    demo/result/                             -       200       200 200 200 200 200 200 200
POST   demo/result/                             -       405       405 405 405 405 405 405 405
GET    demo/skip/                               -       in        405 405 405 403 403 403 403
POST   demo/skip/                               -       in        302 302 302 403 403 403 403
GET    demo/truth/                              -       in        200 200 200 403 403 403 403
POST   demo/truth/                              -       in        405 405 405 403 403 403 403
GET    work/                                    -       in        200 200 200 403 403 403 403
POST   work/                                    -       in        405 405 405 403 403 403 403
"""

# What is posted, where an empty form would say less.
SENT = {
    "api/v1/choices": {"exposure": "never", "font_px": 22},
    "csp-reports": {"csp-report": {"violated-directive": "img-src"}},
    "gold/take/": {"at_most": 5, "reason": "agreed"},
    "gold/<public_id>/retire/": {"reason": "wrong"},
    "gold/<public_id>/set/": {"struck": ["1"], "reason": "seen"},
    "pairs/<public_id>/rounds/<pair>/": {"act": "set_aside", "reason": "mixed up"},
    "pairs/<public_id>/withdrawal/": {"reason": "its maker asked"},
    "sensitivities/<public_id>/decide/": {"sensitivity": "sensitive", "reason": "wounds"},
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
