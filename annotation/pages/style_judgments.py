"""A version of a style tree against people: a sheet that asks them, and what their answers say of the version."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from annotation.pages.cursors import key
from annotation.pages.permissions import READERS, roles_required
from annotation.pages.styles import about, version_of
from dataset.queries import style_judgments
from dataset.rules.style_judgments import NotRead


class SheetForm(forms.Form):
    """The sheet as people filled it in."""

    rows = forms.CharField(
        label="The sheet, filled in",
        max_length=2_000_000,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=(
            "Copied out of a table program, or as CSV; with its first line: style, other, same, category. "
            "Rows that are left empty are left out."
        ),
    )

    def clean_rows(self) -> list[dict[str, str]]:
        """
        The rows.

        :raises ValidationError: there are other columns
        """
        try:
            return style_judgments.rows_of(self.cleaned_data["rows"])
        except NotRead as error:
            raise forms.ValidationError(str(error)) from error


@roles_required(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest, version: int) -> HttpResponse:
    """The sheet to take along; and, of one that is filled in, how far the version agrees. Nothing is kept."""
    found = version_of(version)
    form = SheetForm(request.POST if request.method == "POST" else None)
    context = about(request, found) | {"form": form}
    if form.is_valid():
        try:
            context["held"] = style_judgments.held_against(found, form.cleaned_data["rows"])
        except NotRead as error:
            form.add_error("rows", str(error))
    return render(request, "annotation/style_people.html", context)


@roles_required(*READERS)
@require_safe
def sheet(request: HttpRequest, version: int) -> HttpResponse:
    """Pairs and single styles to be judged, drawn by a seed; what the tree says of them is not in it."""
    found, seed = version_of(version), key(request, "seed") or 1
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="styles-{found.pk}-seed-{seed}.csv"'
    style_judgments.write(answer, style_judgments.sheet(found, seed=seed))
    return answer
