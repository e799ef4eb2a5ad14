"""Addresses that only the demo has. They come first, so that `/` and `/work/` are the demo's."""

from django.urls import path

from annotation.pages.onboarding import begin
from annotation.pages.work import work
from jdb_site.demo import pages

TOUR = {"after": 3, "url": "/demo/truth/"}

urlpatterns = [
    path("", pages.front, name="front"),
    path("work/", work, {"tour": TOUR}, name="work"),
    path("begin/", begin, {"skip": "/demo/skip/"}, name="begin"),
    path("demo/", pages.welcome, name="welcome"),
    path("demo/enter/annotator/", pages.enter, {"door": "annotator"}, name="enter_annotator"),
    path("demo/enter/manager/", pages.enter, {"door": "manager"}, name="enter_manager"),
    path("demo/enter/payroll/", pages.enter, {"door": "payroll"}, name="enter_payroll"),
    path("demo/enter/paid/", pages.enter, {"door": "paid"}, name="enter_paid"),
    path("demo/enter/newcomer/", pages.enter_new, name="enter_newcomer"),
    path("demo/forty/", pages.forty, name="demo_forty"),
    path("demo/skip/", pages.skip, name="skip_onboarding"),
    path("demo/result/", pages.result, name="demo_result"),
    path("demo/truth/", pages.against_truth, name="demo_truth"),
    path("demo/pictures/<uuid:public_id>", pages.picture, name="demo_picture"),
]
