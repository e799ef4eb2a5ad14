"""The part of the table in `routes.py` that is about models and their runs, by the same columns."""

MODELS = """\
GET    runs/                                   -       in        403 403 403 403 403 200 200
POST   runs/                                   -       in        403 403 403 403 403 405 405
GET    runs/new/                               -       in        403 403 403 403 403 403 200
POST   runs/new/                               -       in        403 403 403 403 403 403 200
GET    runs/<run>/                             own     in        403 403 403 403 403 200 200
GET    runs/<run>/                             absent  in        403 403 403 403 403 404 404
POST   runs/<run>/                             any     in        403 403 403 403 403 405 405
GET    runs/<run>/live/                        own     in        403 403 403 403 403 200 200
GET    runs/<run>/live/                        absent  in        403 403 403 403 403 404 404
POST   runs/<run>/live/                        any     in        403 403 403 403 403 405 405
GET    runs/<run>/steer/                       any     in        403 403 403 403 403 403 405
POST   runs/<run>/steer/                       own     in        403 403 403 403 403 403 302
POST   runs/<run>/steer/                       absent  in        403 403 403 403 403 403 404
GET    budgets/                                -       in        403 403 403 403 403 200 200
POST   budgets/                                -       in        403 403 403 403 403 403 302
GET    halts/                                  -       in        403 403 403 403 403 403 405
POST   halts/                                  -       in        403 403 403 403 403 403 302
GET    halts/<halt>/lift/                      any     in        403 403 403 403 403 403 405
POST   halts/<halt>/lift/                      own     in        403 403 403 403 403 403 302
POST   halts/<halt>/lift/                      absent  in        403 403 403 403 403 403 404
GET    api/v1/runs                             -       401       403 403 403 403 403 200 200
POST   api/v1/runs                             -       401       403 403 403 403 403 403 404
GET    api/v1/previews/run                     -       401       403 403 403 403 403 403 405
POST   api/v1/previews/run                     -       401       403 403 403 403 403 403 404
GET    api/v1/runs/<run>                       own     401       403 403 403 403 403 200 200
GET    api/v1/runs/<run>                       absent  401       403 403 403 403 403 404 404
POST   api/v1/runs/<run>                       own     401       403 403 403 403 403 403 200
POST   api/v1/runs/<run>                       absent  401       403 403 403 403 403 403 404
GET    api/v1/budgets                          -       401       403 403 403 403 403 200 200
POST   api/v1/budgets                          -       401       403 403 403 403 403 403 200
GET    api/v1/halts                            -       401       403 403 403 403 403 200 200
POST   api/v1/halts                            -       401       403 403 403 403 403 403 200
GET    api/v1/halts/<halt>                     any     401       403 403 403 403 403 405 405
POST   api/v1/halts/<halt>                     own     401       403 403 403 403 403 403 200
POST   api/v1/halts/<halt>                     absent  401       403 403 403 403 403 403 404
GET    models/                                 -       in        403 403 403 403 403 200 200
POST   models/                                 -       in        403 403 403 403 403 405 405
"""
