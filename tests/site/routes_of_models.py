"""The part of the table in `routes.py` that is about models and their runs, by the same columns."""

MODELS = """\
GET    runs/                                   -       in        403 403 403 403 403 200 200
POST   runs/                                   -       in        403 403 403 403 403 405 405
GET    runs/<run>/                             own     in        403 403 403 403 403 200 200
GET    runs/<run>/                             absent  in        403 403 403 403 403 404 404
POST   runs/<run>/                             any     in        403 403 403 403 403 405 405
GET    runs/<run>/live/                        own     in        403 403 403 403 403 200 200
GET    runs/<run>/live/                        absent  in        403 403 403 403 403 404 404
POST   runs/<run>/live/                        any     in        403 403 403 403 403 405 405
GET    models/                                 -       in        403 403 403 403 403 200 200
POST   models/                                 -       in        403 403 403 403 403 405 405
"""
