"""The part of the table in `routes.py` that is about rulings, by the same columns."""

RULINGS = """\
GET    rulings/                                 -       in        403 403 403 403 403 200 200
POST   rulings/                                 -       in        403 403 403 403 403 405 405
GET    rulings/draft/                           -       in        403 403 403 403 403 403 405
POST   rulings/draft/                           -       in        403 403 403 403 403 403 302
GET    rulings/<version>/                       own     in        403 403 403 403 403 200 200
GET    rulings/<version>/                       absent  in        403 403 403 403 403 404 404
POST   rulings/<version>/                       any     in        403 403 403 403 403 405 405
GET    rulings/<version>/add/                   any     in        403 403 403 403 403 403 405
POST   rulings/<version>/add/                   own     in        403 403 403 403 403 403 302
POST   rulings/<version>/add/                   absent  in        403 403 403 403 403 403 404
GET    rulings/<version>/drop/                  any     in        403 403 403 403 403 403 405
POST   rulings/<version>/drop/                  own     in        403 403 403 403 403 403 302
POST   rulings/<version>/drop/                  absent  in        403 403 403 403 403 403 404
GET    rulings/<version>/publish/               any     in        403 403 403 403 403 403 405
POST   rulings/<version>/publish/               own     in        403 403 403 403 403 403 302
POST   rulings/<version>/publish/               absent  in        403 403 403 403 403 403 404
GET    rulings/<version>/reach/                 own     in        403 403 403 403 403 200 200
GET    rulings/<version>/reach/                 absent  in        403 403 403 403 403 404 404
POST   rulings/<version>/reach/                 any     in        403 403 403 403 403 405 405
GET    rulings/<version>/reach/<kind>/          own     in        403 403 403 403 403 200 200
GET    rulings/<version>/reach/<kind>/          absent  in        403 403 403 403 403 404 404
POST   rulings/<version>/reach/<kind>/          any     in        403 403 403 403 403 405 405
GET    rulings/<version>/reach/count/           any     in        403 403 403 403 403 403 405
POST   rulings/<version>/reach/count/           own     in        403 403 403 403 403 403 302
POST   rulings/<version>/reach/count/           absent  in        403 403 403 403 403 403 404
GET    rulings/<version>/rulings/<code>/        own     in        403 403 403 403 403 200 200
GET    rulings/<version>/rulings/<code>/        absent  in        403 403 403 403 403 404 404
POST   rulings/<version>/rulings/<code>/        own     in        403 403 403 403 403 200 200
POST   rulings/<version>/rulings/<code>/        absent  in        403 403 403 403 403 404 404
GET    rulings/<version>/rulings/<code>/remove/ any     in        403 403 403 403 403 403 405
POST   rulings/<version>/rulings/<code>/remove/ own     in        403 403 403 403 403 403 302
POST   rulings/<version>/rulings/<code>/remove/ absent  in        403 403 403 403 403 403 404
"""
