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
    """Who may see an image was changed by what somebody at work flagged, by a decision, or by one on many scores."""

    FLAG = "flag", "flagged"
    SCORE = "score", "by its score"
    HAND = "hand", "decided by hand"


class ScoreKind(models.TextChoices):
    """What a number says of a picture, or of a picture with its prompt."""

    NSFW = "nsfw", "NSFW"
    CLIP = "clip", "CLIP consistency"


class ScorerPlace(models.TextChoices):
    """Where a scorer's numbers are made."""

    FILE = "file", "elsewhere, and imported from files"
    HERE = "here", "here, from the pictures"


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


class MachineTask(models.TextChoices):
    """What a machine is asked of a text or of styles; the name goes with the question, as that of its schema."""

    ANNOTATE = "annotate", "words by kind, a caption, questions"
    DESCRIBE = "describe", "a caption and questions, of words that are known"
    STYLE_PATCH = "style_patch", "a list of styles, sorted into categories"
    STYLE_MERGE = "style_merge", "lists of categories, made one"
    STYLE_RELATE = "style_relate", "how pairs of categories relate"
    STYLE_ASSIGN = "style_assign", "styles, assigned to categories"

    @property
    def is_of_styles(self) -> bool:
        return self.name.startswith("STYLE_")


class TemplateState(models.TextChoices):
    DRAFT = "draft"
    ACTIVE = "active"
    RETIRED = "retired"


class Transport(models.TextChoices):
    """How questions reach a machine."""

    ONLINE = "online", "one by one, at once"
    BATCH = "batch", "by files of the Batch API"
    FILE = "file", "by files that somebody runs elsewhere"


class MachineRunState(models.TextChoices):
    BUILDING = "building", "its jobs are being made"
    RUNNING = "running"
    PAUSED = "paused"
    CANCELLED = "cancelled"
    DONE = "done"


class JobState(models.TextChoices):
    PENDING = "pending", "waits"
    LEASED = "leased", "is being asked"
    SENT = "sent", "stands in a file that was sent"
    DONE = "done"
    POISON = "poison", "no valid answer"
    HAND = "hand", "written by hand instead"
    CANCELLED = "cancelled"


class ShardState(models.TextChoices):
    """How far a file of questions is; each is saved before the next step is taken."""

    FILLING = "filling", "being filled"
    BUILT = "built", "waiting to be sent"
    UPLOADED = "uploaded", "handed over"
    CREATED = "created", "ordered"
    POLLING = "polling", "at work"
    DOWNLOADED = "downloaded", "answers here"
    INGESTED = "ingested", "answers taken in"
    RECONCILED = "reconciled", "accounted for"
    FAILED = "failed", "refused"
    CANCELLED = "cancelled"


class JobRound(models.IntegerChoices):
    """A job is asked at most three times for an answer that holds."""

    FIRST = 0, "as it is"
    AGAIN = 1, "with what was wrong"
    STRONGER = 2, "of the stronger profile"


class AttemptOutcome(models.TextChoices):
    """What became of one question."""

    GOOD = "good", "a valid answer"
    REPAIRED = "repaired", "valid once it was mended here"
    INVALID = "invalid", "an answer that breaks rules"
    REFUSAL = "refusal", "the model would not"
    LENGTH = "length", "cut off"
    RATE = "rate", "too many questions"
    QUOTA = "quota", "the account is used up"
    SERVER = "server", "the server failed"
    LATE = "late", "no answer in time"
    UNREACHABLE = "unreachable", "no connection"
    DENIED = "denied", "the key is not accepted"
    MALFORMED = "malformed", "the server refused the question"


class Among(models.TextChoices):
    """Which texts a run asks about."""

    COLLECTED = "collected", "prompts that pictures were made from"
    CLEANED = "cleaned", "clean prompts that lost their caption or questions by strikes, as they come"
    GOLDEN = "golden", "the golden set, as a trial"
    POISON = "poison", "prompts to which another run got no valid answer"


class ReannotationState(models.TextChoices):
    """Where a clean prompt stands whose prompt was annotated."""

    WAITING = "waiting", "to be looked at"
    LACKING = "lacking", "to be asked about"
    ASKED = "asked", "asked about"
    DONE = "done", "in order"


class BudgetScope(models.TextChoices):
    ALL = "all", "everything"
    DAY = "day", "one day"
    RUN = "run", "one run"


class EventKind(models.TextChoices):
    """What machine work does by itself that managers are told of."""

    PAUSED = "paused", "paused by itself"
    HALTED = "halted", "stopped by itself"
    BUDGET = "budget", "near a cap"
    ENDED = "ended", "ended"


class HaltScope(models.TextChoices):
    ALL = "all", "everything"
    PROFILE = "profile", "one profile"
    RUN = "run", "one run"


class AnnotationSource(models.TextChoices):
    """How what is said of a text came about."""

    MACHINE = "machine", "answered by a model"
    PRUNED = "pruned", "of the text it was cleaned from, without what was struck"
    HAND = "hand", "written by a person"


class StyleTreeState(models.TextChoices):
    BUILDING = "building", "models are asked"
    BUILT = "built"
    CANCELLED = "cancelled"


class StyleVersionState(models.TextChoices):
    """A version goes this way and never back."""

    DRAFT = "draft", "people change it"
    FROZEN = "frozen", "its categories stay, styles are assigned"
    PUBLISHED = "published", "all of it stays"


class StyleAct(models.TextChoices):
    """What people do to a tree."""

    RENAME = "rename"
    MERGE = "merge"
    MOVE = "move"
    SPLIT = "split"
    LOCK = "lock"
    UNLOCK = "unlock"
    PLACE = "place"


class PlacedBy(models.TextChoices):
    """Who put a style where it is."""

    PATCH = "patch", "the patch that it came in"
    KEPT = "kept", "an earlier version"
    MODEL = "model", "a model, among candidates"
    PERSON = "person", "a person"
