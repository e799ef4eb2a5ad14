"""The pages of the human work. Its HTTP API has its own list, annotation/api/urls.py."""

from django.urls import path

from annotation.pages import batches, desk, home, images, imports, links, me, openings, overview, people, results, work
from annotation.pages.permissions import signed_in

urlpatterns = [
    path("", home.home, name="home"),
    path("overview/", overview.overview, name="overview"),
    path("work/", work.work, name="work"),
    path("images/<uuid:public_id>/<slug:rendition>", signed_in(images.image), name="image"),
    path("imports/", imports.everything, name="imports"),
    path("imports/<int:run>/", imports.one, name="import"),
    path("imports/<int:run>/report.csv", imports.report, name="import_report"),
    path("open-batch/", openings.open_batch, name="open_batch"),
    path("open-batch/preview/", openings.preview, name="preview_batch"),
    path("batches/", batches.everything, name="batches"),
    path("batches/<slug:name>/", batches.one, name="batch"),
    path("batches/<slug:name>/progress/", batches.how_far, name="batch_progress"),
    path("batches/<slug:name>/members/add/", batches.add_member, name="add_member"),
    path("batches/<slug:name>/members/remove/", batches.remove_member, name="remove_member"),
    path("batches/<slug:name>/pause/", batches.change, {"act": "pause"}, name="pause_batch"),
    path("batches/<slug:name>/resume/", batches.change, {"act": "resume"}, name="resume_batch"),
    path("batches/<slug:name>/close/", batches.change, {"act": "close"}, name="close_batch"),
    path("desk/", desk.waiting, name="desk"),
    path("desk/<int:pair>/", desk.case, name="case"),
    path("results/", results.settled, name="results"),
    path("me/", me.me, name="me"),
    path("people/", people.everybody, name="people"),
    path("people/invitations/", people.invite, name="invite"),
    path("people/invitations/<int:link>/cancel/", people.cancel, name="cancel_invitation"),
    path("person/<str:username>/", people.one, name="person"),
    path("person/<str:username>/roles/", people.change_roles, name="change_roles"),
    path("person/<str:username>/languages/", people.change_languages, name="change_languages"),
    path("person/<str:username>/reset-link/", people.issue_reset, name="issue_reset"),
    path("person/<str:username>/suspend/", people.suspend, name="suspend"),
    path("person/<str:username>/unsuspend/", people.unsuspend, name="unsuspend"),
    path("join/<str:token>/", links.join, name="join"),
    path("reset/<str:token>/", links.reset, name="reset"),
]
