from django import forms
from django.utils.translation import gettext_lazy as _

from annotation.choices import LONGEST_MESSAGE


class MessageForm(forms.Form):
    """What is said in a thread, under the UUID of the act of saying it: the same form sent twice says it once."""

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    text = forms.CharField(label=_("Write"), max_length=LONGEST_MESSAGE, widget=forms.Textarea(attrs={"rows": 4}))
