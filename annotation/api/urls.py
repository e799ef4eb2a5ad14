from django.urls import path

from annotation.api import (
    account_choices,
    claims,
    desk,
    flags,
    heartbeats,
    judgments,
    onboarding,
    packs,
    questions,
    reveals,
    shifts,
)

app_name = "api"
urlpatterns = [
    path("judgments", judgments.Submit.as_view(), name="judgments"),
    path("claims", claims.Claim.as_view(), name="claims"),
    path("packs", packs.Pack.as_view(), name="packs"),
    path("parkings", packs.Park.as_view(), name="parkings"),
    path("releases", claims.Release.as_view(), name="releases"),
    path("corrections", judgments.Correct.as_view(), name="corrections"),
    path("onboarding/steps", onboarding.Reach.as_view(), name="onboarding_steps"),
    path("onboarding/attempts", onboarding.Start.as_view(), name="onboarding_attempts"),
    path("onboarding/answers", onboarding.Answer.as_view(), name="onboarding_answers"),
    path("skips", judgments.Skip.as_view(), name="skips"),
    path("desk/claims", desk.Claim.as_view(), name="desk_claims"),
    path("desk/decisions", desk.Decide.as_view(), name="desk_decisions"),
    path("choices", account_choices.Choose.as_view(), name="choices"),
    path("heartbeats", heartbeats.Beat.as_view(), name="heartbeats"),
    path("shift-ends", shifts.EndShift.as_view(), name="shift_ends"),
    path("questions", questions.Ask.as_view(), name="questions"),
    path("flags", flags.Raise.as_view(), name="flags"),
    path("exposures", reveals.Look.as_view(), name="exposures"),
]
