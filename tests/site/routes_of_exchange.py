"""The part of the table in `routes.py` that is about what comes in and goes out, by the same columns."""

EXCHANGE = """\
GET    exports/                                -       in        403 403 403 403 403 200 200
POST   exports/                                -       in        403 403 403 403 403 405 405
GET    exports/ask/                            -       in        403 403 403 403 403 403 405
POST   exports/ask/                            -       in        403 403 403 403 403 403 200
GET    exports/<run>/                          own     in        403 403 403 403 403 200 200
GET    exports/<run>/                          absent  in        403 403 403 403 403 404 404
POST   exports/<run>/                          any     in        403 403 403 403 403 405 405
GET    exports/<run>/live/                     own     in        403 403 403 403 403 200 200
GET    exports/<run>/live/                     absent  in        403 403 403 403 403 404 404
POST   exports/<run>/live/                     any     in        403 403 403 403 403 405 405
GET    exports/<run>/stop/                     any     in        403 403 403 403 403 403 405
POST   exports/<run>/stop/                     own     in        403 403 403 403 403 403 302
POST   exports/<run>/stop/                     absent  in        403 403 403 403 403 403 404
GET    exports/<run>/resume/                   any     in        403 403 403 403 403 403 405
POST   exports/<run>/resume/                   own     in        403 403 403 403 403 403 302
POST   exports/<run>/resume/                   absent  in        403 403 403 403 403 403 404
GET    exports/<run>/test-set.zip              any     in        403 403 403 403 403 404 404
POST   exports/<run>/test-set.zip              any     in        403 403 403 403 403 405 405
GET    exports/<run>/files/<inside>              any     in        403 403 403 403 403 404 404
POST   exports/<run>/files/<inside>              any     in        403 403 403 403 403 405 405
"""
