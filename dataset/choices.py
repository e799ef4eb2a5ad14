"""The closed sets of the corpus."""

from django.db import models


class MediaState(models.TextChoices):
    WAITING = "waiting", "waiting for its bytes"
    READY = "ready", "ready"
    REFUSED = "refused", "refused"


class ArchiveState(models.TextChoices):
    WAITING = "waiting", "waiting to be read"
    READ = "read", "read to its end"
    REFUSED = "refused", "refused"


class Sensitivity(models.TextChoices):
    UNKNOWN = "unknown"
    SAFE = "safe"
    SENSITIVE = "sensitive"
    BLOCKED = "blocked"


class SensitivityCause(models.TextChoices):
    """Who may see an image was changed by what somebody at work flagged, or by a decision."""

    FLAG = "flag", "flagged"
    HAND = "hand", "decided by hand"


class Split(models.TextChoices):
    TRAIN = "train"
    VALIDATION = "validation"
    TEST = "test"


class Outcome(models.TextChoices):
    """What a judgment or a verdict says of the whole pair."""

    JUDGED = "judged", "judged word by word"
    UNJUDGEABLE = "unjudgeable", "cannot be judged"
    MISMATCH = "mismatch", "the wrong picture altogether"
    REJECT = "reject", "rejected"


class WordSource(models.IntegerChoices):
    """Who decided a word of a verdict."""

    UNANIMOUS = 0, "all judgments agree"
    MAJORITY = 1, "majority of the judgments"
    DESK = 2, "settled at the desk"
    PROVISIONAL = 3, "present majority, provisional"
    LOCKED = 4, "never judged under the guideline"


class QuestionKind(models.TextChoices):
    STYLE = "style"
    CONTENT = "content"


class WordGroup(models.TextChoices):
    STYLE = "style"
    CONTENT = "content"
    ATMOSPHERE = "atmosphere"
    OTHER = "other"


class RunState(models.TextChoices):
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"


class RowVerdict(models.TextChoices):
    ADDED = "added"
    KNOWN = "known"
    REFUSED = "refused"


class ArrivalKind(models.TextChoices):
    UPLOAD = "upload", "from a browser"
    FOLDER = "folder", "a folder of the server"
    PREFIX = "prefix", "a prefix of the bucket"


class ArrivalState(models.TextChoices):
    RECEIVING = "receiving", "files are coming"
    LOOKING = "looking", "being looked at"
    LOOKED = "looked", "to be looked at by a person"
    IMPORTING = "importing", "being imported"
    STOPPED = "stopped"
    REFUSED = "refused"
    DONE = "done"
