"""The ledger of pay and the rules of it that the ORM cannot state: entries that balance, periods that only go on."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import annotation.rules.day_classes
import annotation.rules.ledger
import annotation.rules.moneys
import annotation.rules.pay_periods
from dataset.models import privileges

RULES = """
-- What is entered must fit: into an open period (a payout when it was exported), by nobody for themselves.
CREATE FUNCTION strikeout_entry_fits() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  state_now text;
  other annotation_ledgerentry;
  word annotation_dayapproval;
BEGIN
  SELECT state INTO state_now FROM annotation_payperiod WHERE id = NEW.period_id FOR SHARE;
  IF state_now <> (CASE NEW.kind WHEN 'payout' THEN 'exported' ELSE 'open' END) THEN
    RAISE EXCEPTION 'no % is entered into a period that is %', NEW.kind, state_now USING ERRCODE = 'restrict_violation';
  END IF;
  IF EXISTS (SELECT FROM annotation_annotator a WHERE a.id = NEW.annotator_id
              AND a.user_id IN (NEW.author_id, NEW.second_id)) THEN
    RAISE EXCEPTION 'nobody enters their own pay' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.reverses_id IS NOT NULL THEN
    SELECT * INTO other FROM annotation_ledgerentry WHERE id = NEW.reverses_id;
    IF other.kind = 'reversal' OR (other.annotator_id, other.amount, other.currency, other.local_date, other.approval_id)
       IS DISTINCT FROM (NEW.annotator_id, -NEW.amount, NEW.currency, NEW.local_date, NEW.approval_id) THEN
      RAISE EXCEPTION 'a reversal is the opposite of what it reverses' USING ERRCODE = 'restrict_violation';
    END IF;
  END IF;
  IF NEW.follows_id IS NOT NULL AND NOT EXISTS (
    SELECT FROM annotation_ledgerentry r JOIN annotation_ledgerentry d ON d.id = r.reverses_id
     WHERE r.id = NEW.follows_id AND d.kind = 'day_rate'
       AND (d.annotator_id, d.local_date) = (NEW.annotator_id, NEW.local_date)) THEN
    RAISE EXCEPTION 'a further day rate follows the reversal of the one before' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.kind = 'day_rate' AND NEW.approval_id IS NOT NULL AND NEW.local_date IS NOT NULL THEN
    SELECT * INTO word FROM annotation_dayapproval WHERE id = NEW.approval_id;
    IF (word.annotator_id, word.local_date, word.amount, word.currency)
       IS DISTINCT FROM (NEW.annotator_id, NEW.local_date, NEW.amount, NEW.currency) THEN
      RAISE EXCEPTION 'a day rate is what was approved' USING ERRCODE = 'restrict_violation';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER annotation_ledgerentry_fits BEFORE INSERT ON annotation_ledgerentry
  FOR EACH ROW EXECUTE FUNCTION strikeout_entry_fits();

-- At the end of a transaction every entry has its lines, and they come to nothing.
CREATE FUNCTION strikeout_entry_balances() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  entered annotation_ledgerentry;
  total numeric;
  owed numeric;
  alike boolean;
BEGIN
  IF TG_TABLE_NAME = 'annotation_ledgerentry' THEN
    SELECT * INTO entered FROM annotation_ledgerentry WHERE id = NEW.id;
  ELSE
    SELECT * INTO entered FROM annotation_ledgerentry WHERE id = NEW.entry_id;
  END IF;
  SELECT sum(amount), -sum(amount) FILTER (WHERE account = 'payable'), bool_and(currency = entered.currency)
    INTO total, owed, alike FROM annotation_ledgerline WHERE entry_id = entered.id;
  IF total IS DISTINCT FROM 0 OR owed IS DISTINCT FROM entered.amount OR alike IS DISTINCT FROM true THEN
    RAISE EXCEPTION 'ledger entry % does not balance', entered.key USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER annotation_ledgerentry_balances AFTER INSERT ON annotation_ledgerentry
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION strikeout_entry_balances();
CREATE CONSTRAINT TRIGGER annotation_ledgerline_balances AFTER INSERT ON annotation_ledgerline
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION strikeout_entry_balances();

CREATE FUNCTION strikeout_approval_fits() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  proposed annotation_dayproposal;
BEGIN
  SELECT * INTO proposed FROM annotation_dayproposal WHERE id = NEW.proposal_id;
  IF (proposed.annotator_id, proposed.local_date, proposed.day_class)
     IS DISTINCT FROM (NEW.annotator_id, NEW.local_date, NEW.proposed_class) THEN
    RAISE EXCEPTION 'an approval is of its proposal' USING ERRCODE = 'restrict_violation';
  END IF;
  IF EXISTS (SELECT FROM annotation_annotator a WHERE a.id = NEW.annotator_id AND a.user_id = NEW.author_id) THEN
    RAISE EXCEPTION 'nobody approves their own day' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER annotation_dayapproval_fits BEFORE INSERT ON annotation_dayapproval
  FOR EACH ROW EXECUTE FUNCTION strikeout_approval_fits();

CREATE FUNCTION strikeout_period_goes_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (OLD.name, OLD.first_date, OLD.last_date, OLD.created_at)
     IS DISTINCT FROM (NEW.name, NEW.first_date, NEW.last_date, NEW.created_at)
     OR NOT (OLD.state = NEW.state OR (OLD.state, NEW.state) IN (
       ('open', 'submitted'), ('submitted', 'approved'), ('submitted', 'open'), ('approved', 'closed'),
       ('approved', 'open'), ('closed', 'exported'), ('exported', 'paid'))) THEN
    RAISE EXCEPTION 'a period that is % does not become %', OLD.state, NEW.state USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER annotation_payperiod_goes_on BEFORE UPDATE ON annotation_payperiod
  FOR EACH ROW EXECUTE FUNCTION strikeout_period_goes_on();

-- What a page reported stays, as long as a period that has a day of it is not closed; a day of it may be named by any zone.
CREATE OR REPLACE FUNCTION strikeout_keep_heartbeat() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND EXISTS (
    SELECT FROM annotation_worksession s
     WHERE s.id = OLD.session_id AND s.expired_at IS NOT NULL AND s.seen_at < now() - interval '90 days'
       AND NOT EXISTS (
         SELECT FROM annotation_payperiod p
          WHERE p.state IN ('open', 'submitted', 'approved')
            AND p.first_date <= (s.seen_at AT TIME ZONE 'UTC')::date + 1
            AND p.last_date >= (s.opened_at AT TIME ZONE 'UTC')::date - 1))
  THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION '% is append-only: % is refused; a mistake is mended by a further row', TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'restrict_violation';
END $$;
"""
TABLES = [
    "annotation_attendanceact",
    "annotation_attendee",
    "annotation_dayapproval",
    "annotation_dayproposal",
    "annotation_ledgerentry",
    "annotation_ledgerline",
    "annotation_payread",
    "annotation_payrule",
    "annotation_periodstep",
    "annotation_rate",
    "annotation_referencewage",
]


class Migration(migrations.Migration):
    dependencies = [
        ("annotation", "0031_published_pairs"),
    ]

    operations = [
        migrations.CreateModel(
            name="AttendanceAct",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("outage", "outage"),
                            ("sick_leave", "sick_leave"),
                            ("training", "training"),
                            ("holiday", "holiday"),
                        ],
                        max_length=10,
                    ),
                ),
                ("day_class", models.CharField(choices=[("full", "full"), ("half", "half")], max_length=4)),
                ("first_date", models.DateField()),
                ("last_date", models.DateField()),
                ("reason", models.TextField()),
                ("evidence", models.CharField(max_length=300)),
                ("created_at", models.DateTimeField()),
                (
                    "author",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "undoes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="undone_by",
                        to="annotation.attendanceact",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["first_date", "last_date"], name="attendanceact_by_date")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    annotation.rules.day_classes.AttendanceKind["OUTAGE"],
                                    annotation.rules.day_classes.AttendanceKind["SICK_LEAVE"],
                                    annotation.rules.day_classes.AttendanceKind["TRAINING"],
                                    annotation.rules.day_classes.AttendanceKind["HOLIDAY"],
                                ],
                            )
                        ),
                        name="attendanceact_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "day_class__in",
                                [
                                    annotation.rules.day_classes.DayClass["FULL"],
                                    annotation.rules.day_classes.DayClass["HALF"],
                                ],
                            )
                        ),
                        name="attendanceact_class_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("last_date__gte", models.F("first_date"))),
                        name="attendanceact_first_to_last",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", ""), _negated=True), models.Q(("evidence", ""), _negated=True)
                        ),
                        name="attendanceact_is_shown",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attendee",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "act",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendees",
                        to="annotation.attendanceact",
                    ),
                ),
                (
                    "annotator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendances",
                        to="annotation.annotator",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("act", "annotator"), name="attendee_once")],
            },
        ),
        migrations.CreateModel(
            name="Contract",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_date", models.DateField()),
                ("ends_date", models.DateField(null=True)),
                ("actor", models.CharField(max_length=150)),
                ("created_at", models.DateTimeField()),
                (
                    "annotator",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contracts",
                        to="annotation.annotator",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["annotator", "starts_date"], name="contract_by_annotator")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_date__isnull", True), ("ends_date__gte", models.F("starts_date")), _connector="OR"
                        ),
                        name="contract_ends_after_it_starts",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (
                                models.Func(
                                    "annotator",
                                    "annotator",
                                    models.Value("[]"),
                                    function="int8range",
                                    output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField(),
                                ),
                                "&&",
                            ),
                            (
                                models.Func(
                                    "starts_date",
                                    "ends_date",
                                    models.Value("[]"),
                                    function="daterange",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="contract_one_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EntryRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=100, unique=True)),
                ("kind", models.CharField(choices=[("adjustment", "adjustment"), ("bonus", "bonus")], max_length=10)),
                ("local_date", models.DateField(null=True)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
                ("currency", models.CharField(max_length=3)),
                ("reason", models.TextField()),
                ("created_at", models.DateTimeField()),
                ("is_granted", models.BooleanField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "annotator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entry_requests",
                        to="annotation.annotator",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("is_granted__isnull", True)), fields=["id"], name="entryrequest_waiting"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    annotation.rules.ledger.EntryKind["ADJUSTMENT"],
                                    annotation.rules.ledger.EntryKind["BONUS"],
                                ],
                            )
                        ),
                        name="entryrequest_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("amount", 0), _negated=True),
                            models.Q(
                                models.Q(("kind", annotation.rules.ledger.EntryKind["BONUS"]), _negated=True),
                                ("amount__gt", 0),
                                _connector="OR",
                            ),
                        ),
                        name="entryrequest_amount_of_its_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("currency__regex", "^[A-Z]{3}$")), name="entryrequest_currency_is_a_code"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="entryrequest_says_why"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", True), ("decided_by__isnull", True), ("is_granted__isnull", True)
                            ),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                ("is_granted__isnull", False),
                                models.Q(("decided_by", models.F("author")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="entryrequest_decided_by_a_second",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Payee",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("payroll_number", models.CharField(max_length=32, unique=True)),
                ("country", models.CharField(blank=True, default="", max_length=2)),
                ("actor", models.CharField(max_length=150)),
                ("created_at", models.DateTimeField()),
                ("pseudonymised_at", models.DateTimeField(null=True)),
                (
                    "annotator",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="payee", to="annotation.annotator"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("payroll_number__regex", "^[A-Za-z0-9][A-Za-z0-9._/-]*$")),
                        name="payee_number_is_plain",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("country__regex", "^([A-Z]{2})?$")), name="payee_country_is_a_code"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PayPeriod",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.SlugField(max_length=32, unique=True)),
                ("first_date", models.DateField()),
                ("last_date", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("submitted", "submitted"),
                            ("approved", "approved"),
                            ("closed", "closed"),
                            ("exported", "exported"),
                            ("paid", "paid"),
                        ],
                        default=annotation.rules.pay_periods.PeriodState["OPEN"],
                        max_length=9,
                    ),
                ),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    annotation.rules.pay_periods.PeriodState["OPEN"],
                                    annotation.rules.pay_periods.PeriodState["SUBMITTED"],
                                    annotation.rules.pay_periods.PeriodState["APPROVED"],
                                    annotation.rules.pay_periods.PeriodState["CLOSED"],
                                    annotation.rules.pay_periods.PeriodState["EXPORTED"],
                                    annotation.rules.pay_periods.PeriodState["PAID"],
                                ],
                            )
                        ),
                        name="payperiod_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("last_date__gte", models.F("first_date"))), name="payperiod_first_to_last"
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (
                                models.Func(
                                    "first_date",
                                    "last_date",
                                    models.Value("[]"),
                                    function="daterange",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            )
                        ],
                        name="payperiod_one_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PayRead",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("what", models.CharField(max_length=100)),
                ("created_at", models.DateTimeField()),
                (
                    "annotator",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pay_reads",
                        to="annotation.annotator",
                    ),
                ),
                (
                    "reader",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["annotator", "created_at"], name="payread_by_annotator")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("what", ""), _negated=True), name="payread_of_something")
                ],
            },
        ),
        migrations.CreateModel(
            name="PayRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(unique=True)),
                ("since_date", models.DateField()),
                ("full_minutes", models.PositiveSmallIntegerField()),
                ("half_minutes", models.PositiveSmallIntegerField()),
                ("full_amount", models.DecimalField(decimal_places=2, max_digits=12)),
                ("half_amount", models.DecimalField(decimal_places=2, max_digits=12)),
                ("currency", models.CharField(max_length=3)),
                (
                    "rounding",
                    models.CharField(choices=[("half_up", "half_up"), ("half_even", "half_even")], max_length=9),
                ),
                ("holidays", models.JSONField(default=dict)),
                (
                    "holiday_class",
                    models.CharField(choices=[("full", "full"), ("half", "half"), ("none", "none")], max_length=4),
                ),
                ("two_names_above", models.DecimalField(decimal_places=2, max_digits=12)),
                ("text", models.TextField()),
                ("reason", models.TextField()),
                ("actor", models.CharField(max_length=150)),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("full_minutes__lte", 1440),
                            ("half_minutes__gt", 0),
                            ("half_minutes__lt", models.F("full_minutes")),
                        ),
                        name="payrule_half_before_full",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("half_amount__gt", 0), ("half_amount__lte", models.F("full_amount"))),
                        name="payrule_half_is_no_more",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("two_names_above__gte", 0)), name="payrule_limit_is_a_sum"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("currency__regex", "^[A-Z]{3}$")), name="payrule_currency_is_a_code"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "rounding__in",
                                [
                                    annotation.rules.moneys.Rounding["HALF_UP"],
                                    annotation.rules.moneys.Rounding["HALF_EVEN"],
                                ],
                            )
                        ),
                        name="payrule_rounding_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "holiday_class__in",
                                [
                                    annotation.rules.day_classes.DayClass["FULL"],
                                    annotation.rules.day_classes.DayClass["HALF"],
                                    annotation.rules.day_classes.DayClass["NONE"],
                                ],
                            )
                        ),
                        name="payrule_holiday_class_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("text", ""), _negated=True), models.Q(("reason", ""), _negated=True)
                        ),
                        name="payrule_says_what_it_is",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PeriodStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("submitted", "submitted"),
                            ("approved", "approved"),
                            ("closed", "closed"),
                            ("exported", "exported"),
                            ("paid", "paid"),
                        ],
                        max_length=9,
                    ),
                ),
                ("reason", models.TextField(blank=True, default="")),
                ("detail", models.JSONField(default=dict)),
                ("created_at", models.DateTimeField()),
                (
                    "author",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "period",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="annotation.payperiod",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("period", "number"), name="periodstep_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    annotation.rules.pay_periods.PeriodState["OPEN"],
                                    annotation.rules.pay_periods.PeriodState["SUBMITTED"],
                                    annotation.rules.pay_periods.PeriodState["APPROVED"],
                                    annotation.rules.pay_periods.PeriodState["CLOSED"],
                                    annotation.rules.pay_periods.PeriodState["EXPORTED"],
                                    annotation.rules.pay_periods.PeriodState["PAID"],
                                ],
                            )
                        ),
                        name="periodstep_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("number", 1),
                            models.Q(("state", annotation.rules.pay_periods.PeriodState["OPEN"]), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="periodstep_back_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Rate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since_date", models.DateField()),
                ("day_amount", models.DecimalField(decimal_places=2, max_digits=12)),
                ("currency", models.CharField(max_length=3)),
                ("reason", models.TextField()),
                ("actor", models.CharField(max_length=150)),
                ("created_at", models.DateTimeField()),
                (
                    "annotator",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rates",
                        to="annotation.annotator",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["annotator", "since_date", "id"], name="rate_by_annotator")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("day_amount__gt", 0)), name="rate_is_something"),
                    models.CheckConstraint(
                        condition=models.Q(("currency__regex", "^[A-Z]{3}$")), name="rate_currency_is_a_code"
                    ),
                    models.CheckConstraint(condition=models.Q(("reason", ""), _negated=True), name="rate_says_why"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReferenceWage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("country", models.CharField(max_length=2)),
                ("since_date", models.DateField()),
                ("hourly_amount", models.DecimalField(decimal_places=2, max_digits=12)),
                ("currency", models.CharField(max_length=3)),
                ("source", models.CharField(max_length=300)),
                ("source_date", models.DateField()),
                ("actor", models.CharField(max_length=150)),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["country", "since_date", "id"], name="referencewage_by_country")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("country__regex", "^[A-Z]{2}$")), name="referencewage_country_is_a_code"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("hourly_amount__gt", 0)), name="referencewage_is_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("currency__regex", "^[A-Z]{3}$")), name="referencewage_currency_is_a_code"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source", ""), _negated=True), name="referencewage_has_a_source"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DayProposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("local_date", models.DateField()),
                ("number", models.PositiveSmallIntegerField()),
                ("facts", models.JSONField()),
                ("facts_digest", models.CharField(max_length=64)),
                ("seconds", models.PositiveIntegerField()),
                (
                    "day_class",
                    models.CharField(choices=[("full", "full"), ("half", "half"), ("none", "none")], max_length=4),
                ),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
                ("currency", models.CharField(max_length=3)),
                ("reason", models.TextField()),
                (
                    "whys",
                    models.JSONField(
                        default=list, help_text="The reason as codes with values, to be said in any language."
                    ),
                ),
                (
                    "flags",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("over_midnight", "over_midnight"),
                                ("zone_changed", "zone_changed"),
                                ("nearly", "nearly"),
                                ("long", "long"),
                                ("no_contract", "no_contract"),
                            ],
                            max_length=16,
                        ),
                        size=None,
                    ),
                ),
                ("created_at", models.DateTimeField()),
                (
                    "annotator",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="day_proposals",
                        to="annotation.annotator",
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="annotation.payrule",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["local_date", "annotator", "-number"], name="dayproposal_by_date")],
                "constraints": [
                    models.UniqueConstraint(fields=("annotator", "local_date", "number"), name="dayproposal_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "day_class__in",
                                [
                                    annotation.rules.day_classes.DayClass["FULL"],
                                    annotation.rules.day_classes.DayClass["HALF"],
                                    annotation.rules.day_classes.DayClass["NONE"],
                                ],
                            )
                        ),
                        name="dayproposal_class_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("amount", 0), ("day_class", annotation.rules.day_classes.DayClass["NONE"])),
                            models.Q(
                                models.Q(("day_class", annotation.rules.day_classes.DayClass["NONE"]), _negated=True),
                                ("amount__gt", 0),
                            ),
                            _connector="OR",
                        ),
                        name="dayproposal_amount_of_its_class",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("currency__regex", "^[A-Z]{3}$")), name="dayproposal_currency_is_a_code"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("facts_digest__regex", "^[0-9a-f]{64}$")), name="dayproposal_digest_whole"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="dayproposal_says_why"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "flags__contained_by",
                                [
                                    annotation.rules.day_classes.DayFlag["OVER_MIDNIGHT"],
                                    annotation.rules.day_classes.DayFlag["ZONE_CHANGED"],
                                    annotation.rules.day_classes.DayFlag["NEARLY"],
                                    annotation.rules.day_classes.DayFlag["LONG"],
                                    annotation.rules.day_classes.DayFlag["NO_CONTRACT"],
                                ],
                            )
                        ),
                        name="dayproposal_flags_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DayApproval",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("local_date", models.DateField()),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "proposed_class",
                    models.CharField(choices=[("full", "full"), ("half", "half"), ("none", "none")], max_length=4),
                ),
                (
                    "day_class",
                    models.CharField(choices=[("full", "full"), ("half", "half"), ("none", "none")], max_length=4),
                ),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
                ("currency", models.CharField(max_length=3)),
                (
                    "reason",
                    models.TextField(blank=True, default="", help_text="Why the class is higher than proposed."),
                ),
                ("created_at", models.DateTimeField()),
                (
                    "annotator",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="day_approvals",
                        to="annotation.annotator",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="approvals",
                        to="annotation.dayproposal",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("annotator", "local_date", "number"), name="dayapproval_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("day_class", models.F("proposed_class")),
                            models.Q(
                                (
                                    "day_class__in",
                                    [
                                        annotation.rules.day_classes.DayClass["HALF"],
                                        annotation.rules.day_classes.DayClass["FULL"],
                                    ],
                                ),
                                ("proposed_class", annotation.rules.day_classes.DayClass["NONE"]),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            models.Q(
                                ("day_class", annotation.rules.day_classes.DayClass["FULL"]),
                                ("proposed_class", annotation.rules.day_classes.DayClass["HALF"]),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="dayapproval_never_lower",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "day_class__in",
                                [
                                    annotation.rules.day_classes.DayClass["FULL"],
                                    annotation.rules.day_classes.DayClass["HALF"],
                                    annotation.rules.day_classes.DayClass["NONE"],
                                ],
                            )
                        ),
                        name="dayapproval_class_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("amount", 0), ("day_class", annotation.rules.day_classes.DayClass["NONE"])),
                            models.Q(
                                models.Q(("day_class", annotation.rules.day_classes.DayClass["NONE"]), _negated=True),
                                ("amount__gt", 0),
                            ),
                            _connector="OR",
                        ),
                        name="dayapproval_amount_of_its_class",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("currency__regex", "^[A-Z]{3}$")), name="dayapproval_currency_is_a_code"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LedgerEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=100, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("day_rate", "day_rate"),
                            ("adjustment", "adjustment"),
                            ("reversal", "reversal"),
                            ("bonus", "bonus"),
                            ("payout", "payout"),
                        ],
                        max_length=10,
                    ),
                ),
                ("local_date", models.DateField(null=True)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
                ("currency", models.CharField(max_length=3)),
                ("reason", models.TextField()),
                ("created_at", models.DateTimeField()),
                (
                    "annotator",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ledger_entries",
                        to="annotation.annotator",
                    ),
                ),
                (
                    "approval",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="annotation.dayapproval",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "follows",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="followed_by",
                        to="annotation.ledgerentry",
                    ),
                ),
                (
                    "request",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entry",
                        to="annotation.entryrequest",
                    ),
                ),
                (
                    "reverses",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversed_by",
                        to="annotation.ledgerentry",
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "period",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="annotation.payperiod",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["annotator", "local_date"], name="ledgerentry_by_date"),
                    models.Index(fields=["period", "annotator", "id"], name="ledgerentry_by_period"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    annotation.rules.ledger.EntryKind["DAY_RATE"],
                                    annotation.rules.ledger.EntryKind["ADJUSTMENT"],
                                    annotation.rules.ledger.EntryKind["REVERSAL"],
                                    annotation.rules.ledger.EntryKind["BONUS"],
                                    annotation.rules.ledger.EntryKind["PAYOUT"],
                                ],
                            )
                        ),
                        name="ledgerentry_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("amount", 0), _negated=True),
                            models.Q(
                                models.Q(
                                    (
                                        "kind__in",
                                        [
                                            annotation.rules.ledger.EntryKind["DAY_RATE"],
                                            annotation.rules.ledger.EntryKind["BONUS"],
                                        ],
                                    ),
                                    _negated=True,
                                ),
                                ("amount__gt", 0),
                                _connector="OR",
                            ),
                            models.Q(
                                models.Q(("kind", annotation.rules.ledger.EntryKind["PAYOUT"]), _negated=True),
                                ("amount__lt", 0),
                                _connector="OR",
                            ),
                        ),
                        name="ledgerentry_amount_of_its_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("currency__regex", "^[A-Z]{3}$")), name="ledgerentry_currency_is_a_code"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", ""), _negated=True), models.Q(("key", ""), _negated=True)
                        ),
                        name="ledgerentry_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", annotation.rules.ledger.EntryKind["DAY_RATE"]), _negated=True),
                            models.Q(("approval__isnull", False), ("local_date__isnull", False)),
                            _connector="OR",
                        ),
                        name="ledgerentry_day_rate_was_approved",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind", annotation.rules.ledger.EntryKind["REVERSAL"]), ("reverses__isnull", False)
                            ),
                            models.Q(
                                models.Q(("kind", annotation.rules.ledger.EntryKind["REVERSAL"]), _negated=True),
                                ("reverses__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="ledgerentry_reversal_of_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("follows__isnull", True),
                            ("kind", annotation.rules.ledger.EntryKind["DAY_RATE"]),
                            _connector="OR",
                        ),
                        name="ledgerentry_day_rate_follows",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("follows__isnull", True), ("kind", annotation.rules.ledger.EntryKind["DAY_RATE"])
                        ),
                        fields=("annotator", "local_date"),
                        name="ledgerentry_one_day_rate",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("second__isnull", True),
                            models.Q(("second", models.F("author")), _negated=True),
                            _connector="OR",
                        ),
                        name="ledgerentry_two_are_two",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LedgerLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "account",
                    models.CharField(
                        choices=[("wages", "wages"), ("payable", "payable"), ("cash", "cash")], max_length=7
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
                ("currency", models.CharField(max_length=3)),
                (
                    "entry",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="annotation.ledgerentry",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("entry", "account"), name="ledgerline_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "account__in",
                                [
                                    annotation.rules.ledger.Account["WAGES"],
                                    annotation.rules.ledger.Account["PAYABLE"],
                                    annotation.rules.ledger.Account["CASH"],
                                ],
                            )
                        ),
                        name="ledgerline_account_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount", 0), _negated=True), name="ledgerline_is_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("currency__regex", "^[A-Z]{3}$")), name="ledgerline_currency_is_a_code"
                    ),
                ],
            },
        ),
        migrations.RunSQL(RULES),
        migrations.RunPython(privileges.append_only(*TABLES)),
    ]
