"""What only the demo has: the welcome with its three doors, one-click sign-in, the truth, public pictures."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_POST, require_safe

from annotation.actions import batches, onboarding
from annotation.choices import Role
from annotation.models import Annotator, Batch
from annotation.pages import home, images, results
from annotation.pages.permissions import person, roles_required
from annotation.pages.results import Shown
from annotation.queries.results import settled
from dataset.gateways import storage
from dataset.models import Image
from jdb_site.demo import people, seeding, truth
from jdb_site.demo.knowledge import SOURCE
from jdb_site.demo.tasks import let_forty_work

FORTY_FOR = 65  # seconds: their minute, and some to begin
BACKEND = "jdb_site.backends.Accounts"
DOORS = {
    "annotator": (people.VISITOR, "work"),
    "manager": (people.MANAGER, "overview"),
    "payroll": (people.PAYROLL, "pay"),
    "paid": (people.PAID, "my_pay"),
}


@login_not_required
@require_safe
def front(request: HttpRequest) -> HttpResponseBase:
    """The welcome for strangers; for everybody else where their work begins."""
    return home.home(request) if request.user.is_authenticated else welcome(request)


@login_not_required
@never_cache
@require_safe
def welcome(request: HttpRequest) -> HttpResponse:
    """Three doors, and the most struck prompt to see what this is about."""
    shown = (one for one in settled_pairs() if one.result.pair.image.is_present)
    most = max(shown, key=lambda one: len(one.result.verdict.struck), default=None)
    return render(request, "demo/welcome.html", {"shown": most})


@login_not_required
@require_safe
def result(request: HttpRequest) -> HttpResponse:
    """Some settled pairs, and how the test set goes out."""
    return render(request, "demo/result.html", {"results": settled_pairs()})


def settled_pairs() -> list[Shown]:
    batch = Batch.objects.filter(name=seeding.SHOWCASE).first()
    return [results.shown(found) for found in settled(batch=batch)] if batch else []


@login_not_required
@require_POST
def enter(request: HttpRequest, door: str) -> HttpResponse:
    """Sign in without a password as somebody whom the seeding made, and as nobody else."""
    username, place = DOORS[door]
    user = people.made_here(username)
    if user is None:
        messages.error(request, "The demo is not filled yet. Run: ./run manage seed_demo")
        return redirect("welcome")
    login(request, user, backend=BACKEND)
    return redirect(place)


@login_not_required
@require_POST
def enter_new(request: HttpRequest) -> HttpResponse:
    """Sign in as an annotator who is new: the way to the first pair begins."""
    now = timezone.now()
    user = people.newcomer(now)
    if (batch := Batch.objects.filter(name=seeding.OPEN).first()) is not None:
        batches.add_member(batch=batch, annotator=user.annotator, actor=people.ACTOR, now=now)
    login(request, user, backend=BACKEND)
    return redirect("begin")


@roles_required(Role.MANAGER)
@require_POST
def forty(request: HttpRequest) -> HttpResponse:
    """Let forty made-up people work for a minute, unless they are at it."""
    if cache.add("demo-forty", 1, timeout=FORTY_FOR):
        let_forty_work.delay(person(request).username)
        messages.success(request, "Forty made-up people work for a minute. The figures below go on by themselves.")
    else:
        messages.info(request, "The forty are at work already; their minute is not over.")
    return redirect("overview")


@roles_required(Role.ANNOTATOR)
@require_POST
def skip(request: HttpRequest) -> HttpResponse:
    """Pass over the way to the first pair; the demo alone lets anybody do that."""
    annotator = Annotator.objects.select_related("user").get(user=person(request))
    onboarding.skip(annotator=annotator, actor=person(request).username, now=timezone.now())
    return redirect("work")


@roles_required(Role.ANNOTATOR)
@never_cache
@require_safe
def against_truth(request: HttpRequest) -> HttpResponse:
    """You against the truth."""
    annotator = Annotator.objects.get(user=person(request))
    return render(request, "demo/truth.html", {"score": truth.score(annotator)})


@login_not_required
@cache_control(public=True, max_age=3600)
@require_safe
def picture(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """A drawn picture, for whoever comes: it is nobody's secret."""
    found = Image.objects.present().filter(public_id=public_id, source=SOURCE).first()
    if found is None:
        raise Http404
    return images.deliver(storage.rendition_name(str(found.sha256), 1024), "image/webp")
