"""The corpus as rows."""

from dataset.models.archives import Archive as Archive
from dataset.models.arrivals import Arrival as Arrival
from dataset.models.arrivals import ArrivalFile as ArrivalFile
from dataset.models.images import Image as Image
from dataset.models.images import Withdrawal as Withdrawal
from dataset.models.imports import ImportRow as ImportRow
from dataset.models.imports import ImportRun as ImportRun
from dataset.models.prompts import Prompt as Prompt
from dataset.models.prompts import Tokenisation as Tokenisation
from dataset.models.sensitivities import SensitivityChange as SensitivityChange
from dataset.models.texts import Caption as Caption
from dataset.models.texts import PromptWords as PromptWords
from dataset.models.texts import Question as Question
from dataset.models.verdicts import Verdict as Verdict
from dataset.models.verdicts import VerdictEvidence as VerdictEvidence
from dataset.models.verdicts import VerdictRecord as VerdictRecord
