"""What a run of a model is to be, as options of a command."""

from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import CommandError

from dataset.actions import machine_runs, templates
from dataset.actions.machine_runs import Means, Wanted
from dataset.choices import Among, MachineTask, Split, Transport
from dataset.management import thresholds
from dataset.management.amounts import amount
from dataset.models import ModelProfile, Template
from dataset.queries import profiles, run_estimates
from dataset.queries.run_estimates import Way


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("profile", nargs="?", help="a model, as `set_profile` named it")
    parser.add_argument("--cap", type=amount, help="dollars that it may cost at most")
    parser.add_argument("--stronger", help="the model to ask where the first gives no valid answer")
    parser.add_argument("--template", metavar="NAME@VERSION", help="what it is told: the active version by itself")
    parser.add_argument("--source", default="", help="only prompts of this source")
    parser.add_argument("--split", default="", choices=["", *Split.values], help="only of pictures of this split")
    parser.add_argument("--language", action="append", default=[], help="only of this language; repeatable")
    parser.add_argument("--most", type=int, help="so many prompts at most, the first ones")
    parser.add_argument("--sample", type=int, metavar="N", help="so many of them, drawn by --seed")
    parser.add_argument("--seed", type=int, default=0, help="of the same prompts a seed draws the same sample")
    parser.add_argument("--poison-of", type=int, metavar="RUN", help="what this run got no valid answer to")
    parser.add_argument("--code", default="", help="with --poison-of: of this code alone")
    thresholds.add_arguments(parser)
    parser.add_argument("--transport", choices=Transport.values, help="how it is asked: one by one where it can be")
    parser.add_argument("--priority", type=int, default=0, help="runs with more go first (0)")


def wanted(options: dict[str, Any]) -> Wanted:
    """
    Which prompts.

    :raises CommandError: a number that makes no sense
    """
    for name in ("most", "sample"):
        if options[name] is not None and options[name] < 1:
            raise CommandError(f"--{name} is one or more.")
    if not 0 <= options["seed"] < 2**63:
        raise CommandError("--seed is no negative number, and below 2^63.")
    return Wanted(
        options["source"],
        tuple(options["language"]),
        options["most"],
        thresholds.limits_of(options),
        Among.COLLECTED if options["poison_of"] is None else Among.POISON,
        options["split"],
        options["sample"],
        options["seed"] if options["sample"] is not None else 0,
        options["poison_of"],
        options["code"],
    )


def means(options: dict[str, Any]) -> Means:
    """
    By which model, how, for how much.

    :raises CommandError: no model or no cap is named, or there is no such model
    """
    if options["profile"] is None or options["cap"] is None:
        raise CommandError("Name a model and a cap, as: annotate_prompts small --cap 5")
    asked = profile(options["profile"])
    stronger = profile(options["stronger"]) if options["stronger"] else asked.stronger
    transport = Transport(options["transport"] or profiles.first_transport(asked))
    return Means(asked, options["cap"], transport, stronger, options["priority"])


def profile(name: str) -> ModelProfile:
    found = ModelProfile.objects.filter(name=name).first()
    if found is None:
        raise CommandError(f"There is no model {name}: set_profile {name} names one.")
    return found


def template(named: str | None, *, actor: str, now: datetime) -> Template:
    """
    The version that was named, `annotate@3`; else the one in force.

    :raises CommandError: there is no such version
    """
    in_force = templates.in_force(task=MachineTask.ANNOTATE, actor=actor, now=now)
    if not named:
        return in_force
    name, _, version = named.partition("@")
    found = Template.objects.filter(name=name, version=int(version)).first() if version.isdecimal() else None
    if found is None:
        raise CommandError(f"There is no template {named}: one is named as annotate@1.")
    return found


def estimated(options: dict[str, Any], *, actor: str, now: datetime) -> str:
    """
    What the run would take, in words; it is not begun.

    :raises CommandError: no model or no cap is named, or something that there is not
    """
    by, which = means(options), wanted(options)
    asked = template(options["template"], actor=actor, now=now)
    machine_runs.check(template=asked, wanted=which, means=by, now=now)
    way = Way(asked, by.profile, by.transport, by.stronger)
    found = run_estimates.estimate(way=way, wanted=which, now=now)
    rests_on = f"what {found.measured_by:,} prompts took" if found.measured_by else "a guess, since none was asked yet"
    takes = "" if found.takes is None else f" {found.takes.total_seconds() / 3600:,.1f} hours."
    return (
        f"{found.n_asked:,} prompts to ask, {found.n_known:,} known; {found.n_calls:,} questions, "
        f"{found.n_input:,} tokens in, {found.n_output:,} out: ${found.expected_amount:,.4f}, by {rests_on}; "
        f"asking each once costs ${found.most_amount:,.4f} at most.{takes}"
    )
