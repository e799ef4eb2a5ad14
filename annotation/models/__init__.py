"""The human work as rows."""

from annotation.models.account_choices import AccountChoices as AccountChoices
from annotation.models.batches import Batch as Batch
from annotation.models.batches import BatchPair as BatchPair
from annotation.models.batches import Member as Member
from annotation.models.flags import Flag as Flag
from annotation.models.gold import Gold as Gold
from annotation.models.guidelines import GuidelineVersion as GuidelineVersion
from annotation.models.guidelines import Ruling as Ruling
from annotation.models.judgments import Adjudication as Adjudication
from annotation.models.judgments import Judgment as Judgment
from annotation.models.onboarding import Onboarding as Onboarding
from annotation.models.people import AccessLink as AccessLink
from annotation.models.people import Annotator as Annotator
from annotation.models.people import AuditEntry as AuditEntry
from annotation.models.people import User as User
from annotation.models.qualifications import Qualification as Qualification
from annotation.models.qualifications import QualificationAnswer as QualificationAnswer
from annotation.models.qualifications import QualificationItem as QualificationItem
from annotation.models.shifts import Pack as Pack
from annotation.models.shifts import ShiftEnd as ShiftEnd
from annotation.models.slots import Meeting as Meeting
from annotation.models.slots import Slot as Slot
from annotation.models.times import ActiveInterval as ActiveInterval
from annotation.models.times import Heartbeat as Heartbeat
from annotation.models.times import WorkSession as WorkSession
from annotation.models.trails import Trail as Trail
