"""The part of the table in `routes.py` that the demo has beside the product's, or in its place."""

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
GET    demo/enter/paid/                         -       405       405 405 405 405 405 405 405
POST   demo/enter/paid/                         -       302       302 302 302 302 302 302 302
GET    demo/enter/payroll/                      -       405       405 405 405 405 405 405 405
POST   demo/enter/payroll/                      -       302       302 302 302 302 302 302 302
GET    demo/pictures/<public_id>                own     200       200 200 200 200 200 200 200
GET    demo/pictures/<public_id>                absent  404       404 404 404 404 404 404 404
POST   demo/pictures/<public_id>                any     405       405 405 405 405 405 405 405
GET    demo/enter/newcomer/                     -       405       405 405 405 405 405 405 405
POST   demo/enter/newcomer/                     -       302       302 302 302 302 302 302 302
GET    demo/forty/                              -       in        403 403 403 403 403 403 405
POST   demo/forty/                              -       in        403 403 403 403 403 403 302
GET    demo/result/                             -       200       200 200 200 200 200 200 200
POST   demo/result/                             -       405       405 405 405 405 405 405 405
GET    demo/skip/                               -       in        405 405 405 403 403 403 403
POST   demo/skip/                               -       in        302 302 302 403 403 403 403
GET    demo/truth/                              -       in        200 200 200 403 403 403 403
POST   demo/truth/                              -       in        405 405 405 403 403 403 403
GET    work/                                    -       in        200 200 200 403 403 403 403
POST   work/                                    -       in        405 405 405 403 403 403 403
"""
