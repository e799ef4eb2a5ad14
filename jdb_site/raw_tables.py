"""
Django's admin over every table, to look into: a change there would pass by the record, so that nothing is changed.

It opens to managers to whom somebody with a shell gave it (`manage raw_tables`). What is nobody's business is not
in it: secrets, and who spares themselves what (docs/adr/0031-tokens-and-raw-tables.md).
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.apps import apps
from django.contrib import admin
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import connection, models
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.functional import cached_property

from annotation.choices import Role, ThreadKind
from annotation.models import User

View = Callable[..., HttpResponseBase]

# Pay is visible to its owner and the payroll only.
OF_PAY = {
    f"annotation.{name}"
    for name in [
        "AttendanceAct",
        "Attendee",
        "Contract",
        "DayApproval",
        "DayProposal",
        "EntryRequest",
        "LedgerEntry",
        "LedgerLine",
        "PayRead",
        "Payee",
        "Rate",
    ]
}
HIDDEN_TABLES = {"annotation.Reveal"} | OF_PAY
HIDDEN = {
    "annotation.User": {"password"},
    "annotation.Annotator": {"rater_key", "exposure", "capped_until"},
    "annotation.AccessLink": {"token_hash"},
    "annotation.ApiToken": {"token_hash"},
    "annotation.Slot": {"skip_reason"},
    "annotation.SkipNote": {"reason"},
}
# Rows that are pay too: what is said in threads on days of pay.
HIDDEN_ROWS = {
    "annotation.Thread": models.Q(kind=ThreadKind.PAY),
    "annotation.Message": models.Q(thread__kind=ThreadKind.PAY),
    "annotation.Notice": models.Q(thread__kind=ThreadKind.PAY),
}
SHOWN_COLUMNS = 8
SHOWN_ROWS = 50
PAGED = 100_000  # rows that can be paged through, the newest; older ones are found by their key
COUNTED = 10_000  # beyond it the number is the database's own estimate
ESTIMATE = "SELECT reltuples::bigint FROM pg_class WHERE oid = %s::regclass"
LONG = (models.JSONField, models.TextField, models.BinaryField, ArrayField)


class RawTables(admin.AdminSite):
    """Stock admin, for managers who were given it, by the product's own sign-in and second factor."""

    site_header = site_title = "Raw tables"
    index_title = "Every table, to be read"

    def has_permission(self, request: HttpRequest) -> bool:
        user = request.user
        return isinstance(user, User) and user.is_active and user.is_superuser and user.has_role(Role.MANAGER)

    def admin_view(self, view: View, cacheable: bool = False) -> Any:  # noqa: FBT001, FBT002  Django's
        """Who may not is told so, and not sent to sign in as somebody else."""
        inner = super().admin_view(view, cacheable)

        @wraps(inner)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not self.has_permission(request):
                raise PermissionDenied
            return inner(request, *args, **kwargs)

        return guarded

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return redirect(f"/accounts/login/?next={request.GET.get('next', '/admin/')}")

    def logout(self, request: HttpRequest, extra_context: Any = None) -> Any:
        return redirect("account_logout")

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> Any:
        return redirect("account_change_password")


class Estimated(Paginator):  # type: ignore[type-arg]  # generic for checkers alone
    """Counts a large table by the database's estimate, and pages through its newest rows alone."""

    @cached_property
    def count(self) -> int:
        rows = cast("models.QuerySet[Any]", self.object_list)
        if rows.query.where:
            return min(super().count, PAGED)
        with connection.cursor() as cursor:
            cursor.execute(ESTIMATE, [rows.model._meta.db_table])
            [(n,)] = cursor.fetchall()
        return int(min(n, PAGED)) if n > COUNTED else min(super().count, PAGED)


class RawTable(admin.ModelAdmin):  # type: ignore[type-arg]  # generic for checkers alone
    """One table: its newest rows, one row whole, a row by its key. No statement here is slower for a million rows."""

    actions = None
    ordering = ("-pk",)
    search_fields = ("pk__exact",)
    search_help_text = "The key of a row"
    sortable_by = ()
    list_per_page = SHOWN_ROWS
    list_max_show_all = 0
    show_full_result_count = False
    paginator = Estimated

    def get_queryset(self, request: HttpRequest) -> "models.QuerySet[Any]":
        hidden = HIDDEN_ROWS.get(self.model._meta.label)
        return super().get_queryset(request) if hidden is None else super().get_queryset(request).exclude(hidden)

    def shown(self) -> list["models.Field[Any, Any]"]:
        hidden = HIDDEN.get(self.model._meta.label, set())
        return [field for field in self.model._meta.concrete_fields if field.name not in hidden]

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        """Short columns; of what a row refers to the key alone, which asks for nothing more."""
        short = [field.attname for field in self.shown() if not isinstance(field, LONG) and not field.primary_key]
        return ["pk", *short[:SHOWN_COLUMNS]]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        return [field.name for field in self.shown()]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [field.name for field in self.shown()]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return True

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


site = RawTables()
for label in ("annotation", "dataset"):
    site.register(
        [model for model in apps.get_app_config(label).get_models() if model._meta.label not in HIDDEN_TABLES], RawTable
    )
