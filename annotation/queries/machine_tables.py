"""Tables of machine work to take along: what was asked of which model, what it cost, what holds now."""

from annotation.queries.table_rows import Table, same
from dataset.models import (
    Annotation,
    Attempt,
    Budget,
    CurrentAnnotation,
    GoldenPrompt,
    Halt,
    MachineDay,
    MachineEvent,
    MachineJob,
    MachineRun,
    MachineShard,
    ModelProfile,
    ModelTest,
    Price,
    Reannotation,
    Score,
    Scorer,
    ScoreRun,
    Template,
)

MACHINES: dict[str, Table] = {
    "templates": Table(
        Template.objects.all(),
        "each version of what models are told",
        same("id task name version text schema parameters rules_version state actor created_at activated_at passed"),
    ),
    "profiles": Table(
        ModelProfile.objects.all(),
        "each model that may be asked, with its limits; keys stand nowhere in the database",
        same("id name base_url model transports strict_schema secret_name requests_per_minute tokens_per_minute")
        | same("enqueued_tokens at_once timeout_seconds extra")
        | {"stronger": "stronger__name"}
        | same("actor created_at"),
    ),
    "prices": Table(
        Price.objects.all(),
        "what a million tokens cost, from when on",
        {"profile": "profile__name"}
        | same("valid_from currency input_amount cached_amount output_amount batch_factor actor created_at"),
    ),
    "model_tests": Table(
        ModelTest.objects.all(),
        "each test of a model, with what came back and what it cost",
        {"id": "id", "profile": "profile__name"}
        | same("base_url model probes problem n_input n_cached n_output cost_amount reserved_amount")
        | same("actor created_at begun_at ended_at"),
    ),
    "halts": Table(
        Halt.objects.all(),
        "each time that questions to models were stopped",
        {"id": "id", "profile": "profile__name"} | same("run scope reason actor created_at lifted_by lifted_at"),
    ),
    "budgets": Table(
        Budget.objects.all(),
        "what may be spent on models, what is, and what is held back",
        same("id scope key currency cap_amount reserved_amount spent_amount overrun_amount"),
    ),
    "machine_days": Table(
        MachineDay.objects.all(),
        "what each run came to on each day in UTC",
        same("run date spent_amount n_done n_poison"),
    ),
    "machine_events": Table(
        MachineEvent.objects.all(),
        "what machine work did by itself that managers were told of",
        same("id key kind run halt budget says created_at told_at"),
    ),
    "machine_runs": Table(
        MachineRun.objects.all(),
        "each run of a template over prompts",
        {"id": "id", "template": "template__name", "version": "template__version", "profile": "profile__name"}
        | same("transport selection priority poison_limit state because n_jobs n_known actor created_at ended_at"),
    ),
    "machine_jobs": Table(
        MachineJob.objects.all(),
        "each prompt that a model is asked about, once",
        same("id run prompt step shard state round n_attempts failures detail not_before reserved_amount ended_at"),
    ),
    "machine_shards": Table(
        MachineShard.objects.all(),
        "each file of questions that went out as a whole, and what came back",
        {"id": "id", "run": "run", "profile": "profile__name"}
        | same("number key state told n_lines n_bytes n_tokens input_file_id batch_id output_file_id error_file_id")
        | same("n_tries detail n_answered n_failed n_missing n_returned n_strange n_input n_cached n_output")
        | same("lost_amount created_at sent_at ended_at"),
    ),
    "machine_attempts": Table(
        Attempt.objects.all(),
        "each question to a model, and what became of it",
        {"id": "id", "job": "job", "profile": "profile__name"}
        | same("shard number round transport request_id fingerprint finish_reason outcome from_cache failures repairs")
        | same("detail usage n_input n_cached n_output cost_amount milliseconds created_at"),
    ),
    "annotations": Table(
        Annotation.objects.all(),
        "each time that something was said of a text, by a model or a person",
        same("id prompt source job based_on verdict is_trial actor created_at"),
    ),
    "current_annotations": Table(
        CurrentAnnotation.objects.all(),
        "which annotation holds for a text, part by part; none: as it was collected",
        same("prompt words caption questions moved_at"),
    ),
    "golden_prompts": Table(
        GoldenPrompt.objects.all(),
        "what people say of the prompts that templates are held against; the highest number of a prompt counts",
        {"id": "id", "prompt": "prompt", "text": "prompt__text"} | same("number words caption note actor created_at"),
    ),
    "scorers": Table(
        Scorer.objects.all(),
        "each model that scores pictures, in each of its versions",
        same("id kind name version model place sha256 actor created_at"),
    ),
    "score_runs": Table(
        ScoreRun.objects.all(),
        "each file, and each walk over the pictures, that brought scores",
        {"id": "id", "scorer": "scorer__name", "version": "scorer__version"}
        | same("path fingerprint options state detail n_rows n_added n_known n_refused refused problems actor")
        | same("started_at finished_at"),
    ),
    "scores": Table(
        Score.objects.all(),
        "each score of a picture; those that came with the pairs stand among the pictures",
        {"picture": "image__public_id", "scorer": "scorer__name", "version": "scorer__version"} | same("value run"),
    ),
    "reannotations": Table(
        Reannotation.objects.all(),
        "clean prompts, and whether what is said of their prompts holds for them",
        same("prompt state lacks changed_at"),
    ),
}
