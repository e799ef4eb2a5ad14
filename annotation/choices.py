"""The closed sets of the human work."""

from django.db import models
from django.utils.translation import gettext_lazy as _

# Characters of what somebody may write beside a flag or a skip.
LONGEST_NOTE = 300
# Characters of a question, and of what is said in answer.
LONGEST_MESSAGE = 2000


class Role(models.TextChoices):
    ANNOTATOR = "annotator", _("Annotator")
    ADJUDICATOR = "adjudicator", _("Adjudicator")
    MANAGER = "manager", _("Manager")
    PAYROLL = "payroll", _("Payroll")
    AUDITOR = "auditor", _("Auditor")


class Exposure(models.TextChoices):
    """How an annotator wants sensitive pictures: as they are, blurred until they reveal one, or not at all."""

    SHOW = "show"
    BLUR = "blur"
    NEVER = "never"


class LinkKind(models.TextChoices):
    INVITE = "invite"
    RESET = "reset"


class RulingDecision(models.TextChoices):
    JUDGE = "judge"
    LENIENT = "lenient", "lenient: strike only when clearly contradicted"
    NEVER = "never", "never: its words are locked"


class BatchState(models.TextChoices):
    OPENING = "opening"
    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"


class MemberState(models.TextChoices):
    ACTIVE = "active"
    WAITING = "waiting", "waiting to qualify"
    REMOVED = "removed"


class SieveAct(models.TextChoices):
    """What is done with the pairs of one kind that nobody met yet."""

    EXCLUDE = "exclude", "left out of the batch"
    PARK = "park", "parked"
    TAKE_UP = "take_up", "taken up again"


class Purpose(models.IntegerChoices):
    WORK = 0
    GOLD = 1
    PLANTED = 2
    CONTROL = 3
    REPEAT = 4
    PRACTICE = 5


class PairState(models.IntegerChoices):
    PREPARING = 0, "being prepared"
    OPEN = 1, "in work"
    DESK = 2, "at the desk"
    SETTLED = 3, "settled"
    SET_ASIDE = 4, "set aside"
    WITHDRAWN = 5, "withdrawn"
    REPLACED = 6, "replaced by a newer round"
    GOLD = 7, "gold: its truth is known"


class SlotState(models.IntegerChoices):
    """open → leased → filled; beside that surplus, skipped, closed, set aside: docs/adr holds all moves."""

    OPEN = 0
    LEASED = 1
    FILLED = 2
    SURPLUS = 3
    SKIPPED = 4
    CLOSED = 5
    SET_ASIDE = 6


# A judgment is in it, whether it counts or not.
JUDGED = (SlotState.FILLED, SlotState.SURPLUS, SlotState.SET_ASIDE)
# It is nobody's place any more.
PLACELESS = (SlotState.SURPLUS, SlotState.SKIPPED, SlotState.CLOSED, SlotState.SET_ASIDE)


class Lane(models.IntegerChoices):
    LATE = 0
    FRESH = 1


class ReceiptOutcome(models.TextChoices):
    COUNTED = "counted"
    SURPLUS = "surplus"
    WITHDRAWN = "withdrawn"


class SkipReason(models.TextChoices):
    CANNOT_JUDGE = "cannot_judge", "I cannot judge it"
    LANGUAGE = "language", "a language I do not read"
    EXPERT = "expert", "needs expert knowledge"
    IMAGE = "image", "the image does not load"
    GARBLED = "garbled", "the prompt is garbled or too long"
    UNCOMFORTABLE = "uncomfortable", "uncomfortable"


class FlagReason(models.TextChoices):
    """What somebody says is wrong with a pair; `illegal` hides its picture from everybody at once."""

    NSFW = "nsfw", _("sexual content")
    VIOLENCE = "violence", _("violence or hate")
    BROKEN = "broken", _("broken or blank picture")
    LANGUAGE = "language", _("another language than it says")
    UNREADABLE = "unreadable", _("unreadable prompt")
    PERSONAL = "personal", _("personal data or watermark")
    ILLEGAL = "illegal", _("illegal")


class ThreadKind(models.TextChoices):
    """What a thread is about."""

    QUESTION = "question", _("a question")
    GOLD = "gold", _("gold that is contested")
    FLAG = "flag", _("a flag that is contested")
    PAY = "pay", _("a day of pay")


class ThreadDecision(models.TextChoices):
    """What the office says of what is contested."""

    UPHELD = "upheld", _("upheld")
    WITHDRAWN = "withdrawn", _("withdrawn: it counts no more")


class SettledHow(models.TextChoices):
    CONSENSUS = "consensus", "by consensus"
    DESK = "desk", "at the desk"
    PROVISIONAL = "provisional", "by present majority"


class GoldSource(models.TextChoices):
    SETTLED = "settled", "from a settled pair"
    HAND = "hand", "by hand"


class QualifiedHow(models.TextChoices):
    TEST = "test", "by the test"
    WAIVED = "waived", "let in by a manager"


class PulseKind(models.TextChoices):
    WORKER = "worker"
    BEAT = "beat"


class SampleKind(models.TextChoices):
    """Why the desk is asked about a settled pair: its own decision again, or what opinions left without a strike."""

    REPEAT = "repeat"
    THIRD = "third"


class LookKind(models.TextChoices):
    """What a decision beside the settlement is: the answer to a sample, or one that came too late."""

    REPEAT = "repeat"
    THIRD = "third"
    LATE = "late"


class ExportState(models.TextChoices):
    WAITING = "waiting", "waiting for a worker"
    RUNNING = "running", "being written"
    STOPPED = "stopped"
    REFUSED = "refused", "refused: pairs are unresolved"
    FAILED = "failed"
    DONE = "done"


class ReachStage(models.IntegerChoices):
    """How far it is known, and carried out, what a changed guideline touches."""

    PAIRS = 0, "looking at pairs"
    GOLD = 1, "looking at gold"
    COUNTED = 2, "counted"
    SUSPENDING = 3, "suspending gold"
    MOVING = 4, "going through the pairs"
    DONE = 5, "done"


class Touch(models.IntegerChoices):
    """How far a pair is that a changed ruling speaks of."""

    FRESH = 0, "not begun"
    LEASED = 1, "in somebody's hands"
    BEGUN = 2, "judged in part, or at the desk"
    SETTLED = 3, "settled, with such a word struck or contested"
    KEPT = 4, "settled, every such word kept by all"


class Remedy(models.TextChoices):
    """What becomes of settled pairs that a changed ruling touches."""

    LEAVE = "leave", "leave them as they are"
    DESK = "desk", "to the desk, with these words alone"
    ROUND = "round", "a new round: judged anew under the new version"


class WayOut(models.TextChoices):
    """What an export does with pairs that are unresolved."""

    WAIT = "wait", "wait: write nothing while there are any"
    LEAVE_OUT = "leave_out", "leave them out, and list what each waits for"
    MAJORITY = "majority", "settle by the present majority, marked provisional; leave out what nobody judged"


class ProofDecision(models.TextChoices):
    """What a proof-reader says of a clean prompt."""

    KEPT = "kept"
    BACK = "back", "back to the desk"


class Scope(models.TextChoices):
    """What a token of the HTTP API opens."""

    READ_FIGURES = "read:figures", "the project's figures, and agreement"
    READ_BATCHES = "read:batches", "batches and their members"
    READ_PEOPLE = "read:people", "people"
    READ_DISPUTES = "read:disputes", "what waits at the desk"
    READ_IMPORTS = "read:imports", "imports"
    READ_EXPORTS = "read:exports", "exports, and their files"
    READ_RECORD = "read:record", "the record of every act"
    READ_TABLES = "read:tables", "every table"
    READ_HOURS = "read:hours", "the table of hours alone"
    READ_RULINGS = "read:rulings", "versions of the guideline, and what they touch"
    READ_QUESTIONS = "read:questions", "questions, and what is contested"
    READ_PAIRS = "read:pairs", "the life of a pair"
    READ_GOLD = "read:gold", "gold"
    READ_SENSITIVITIES = "read:sensitivities", "covered and blocked pictures, and who flagged them"
    READ_PROOFS = "read:proofs", "clean prompts that wait to be read"
    READ_MODELS = "read:models", "models, their runs, what they cost and said"
    READ_PAY = "read:pay", "everybody's pay"
    READ_ATTENDANCE = "read:attendance", "what was said of days: outages, leave, training, holidays"
    WRITE_BATCHES = "write:batches", "open, pause, resume and close batches, change their terms and members"
    WRITE_IMPORTS = "write:imports", "send files, begin, start and stop imports"
    WRITE_EXPORTS = "write:exports", "ask for exports, stop them, go on with them"
    WRITE_RULINGS = "write:rulings", "write rulings, and publish them with what becomes of pairs"
    WRITE_QUESTIONS = "write:questions", "answer questions, decide what is contested"
    WRITE_PAIRS = "write:pairs", "remedies: pairs and judgments set aside, new rounds, withdrawals"
    WRITE_GOLD = "write:gold", "make gold, and take it out"
    WRITE_SENSITIVITIES = "write:sensitivities", "decide who may see a picture"
    WRITE_PROOFS = "write:proofs", "keep clean prompts, or send them back"
    WRITE_MODELS = "write:models", "begin and steer runs of models, change models, caps and the switch"
    WRITE_PEOPLE = "write:people", "invite people, change their roles, languages and groups, suspend, replace"
    WRITE_PAY = "write:pay", "approve days, enter pay, take periods on, publish rules"
    WRITE_ATTENDANCE = "write:attendance", "say outages, leave, training and holidays of days"


READ_BY_AUDITORS = "figures batches imports exports record tables hours rulings questions pairs gold models"
AUDITED = tuple(Scope(f"read:{what}") for what in READ_BY_AUDITORS.split())
ADJUDICATED = (
    Scope.READ_DISPUTES,
    Scope.READ_QUESTIONS,
    Scope.WRITE_QUESTIONS,
    Scope.READ_PROOFS,
    Scope.WRITE_PROOFS,
)
OF_PAY = frozenset({Scope.READ_PAY, Scope.WRITE_PAY})
OF_ATTENDANCE = frozenset({Scope.READ_ATTENDANCE, Scope.WRITE_ATTENDANCE})
# What each role may open by the API, with or without a token: as on the pages.
SCOPES: dict[Role, frozenset[Scope]] = {
    Role.ANNOTATOR: frozenset(),
    Role.ADJUDICATOR: frozenset(ADJUDICATED),
    Role.MANAGER: frozenset(Scope) - OF_PAY,
    Role.PAYROLL: frozenset({Scope.READ_HOURS}) | OF_PAY | OF_ATTENDANCE,
    Role.AUDITOR: frozenset(AUDITED),
}
# Who may have tokens of their own.
TOKEN_ROLES = (Role.MANAGER, Role.PAYROLL, Role.AUDITOR)
