from django.db import models

from annotation.models.people import User


class Digest(models.Model):
    """When somebody was last sent a mail of what waits for them in their inbox."""

    user = models.OneToOneField(User, primary_key=True, on_delete=models.CASCADE, related_name="digest")
    sent_at = models.DateTimeField()
