"""The part of the table in `routes.py` that is about scores, by the same columns."""

SCORES = """\
GET    scores/                                 -       in        403 403 403 403 403 200 200
POST   scores/                                 -       in        403 403 403 403 403 405 405
GET    scores/bring-in/                        -       in        403 403 403 403 403 403 405
POST   scores/bring-in/                        -       in        403 403 403 403 403 403 302
GET    scores/walk/                            -       in        403 403 403 403 403 403 405
POST   scores/walk/                            -       in        403 403 403 403 403 403 200
GET    scores/cover/                           -       in        403 403 403 403 403 403 200
POST   scores/cover/                           -       in        403 403 403 403 403 403 302
GET    scores/runs/<run>/                      own     in        403 403 403 403 403 200 200
GET    scores/runs/<run>/                      absent  in        403 403 403 403 403 404 404
POST   scores/runs/<run>/                      any     in        403 403 403 403 403 405 405
GET    scores/runs/<run>/stop/                 any     in        403 403 403 403 403 403 405
POST   scores/runs/<run>/stop/                 own     in        403 403 403 403 403 403 302
POST   scores/runs/<run>/stop/                 absent  in        403 403 403 403 403 403 404
GET    api/v1/scores                           -       401       403 403 403 403 403 200 200
POST   api/v1/scores                           -       401       403 403 403 403 403 403 200
GET    api/v1/scores/walks                     -       401       403 403 403 403 403 403 405
POST   api/v1/scores/walks                     -       401       403 403 403 403 403 403 409
GET    api/v1/scores/cover                     -       401       403 403 403 403 403 403 405
POST   api/v1/scores/cover                     -       401       403 403 403 403 403 403 200
GET    api/v1/scores/runs/<run>                own     401       403 403 403 403 403 200 200
GET    api/v1/scores/runs/<run>                absent  401       403 403 403 403 403 404 404
POST   api/v1/scores/runs/<run>                own     401       403 403 403 403 403 403 200
POST   api/v1/scores/runs/<run>                absent  401       403 403 403 403 403 403 404
GET    api/v1/previews/cover                   -       401       403 403 403 403 403 403 405
POST   api/v1/previews/cover                   -       401       403 403 403 403 403 403 200
"""
