from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dataset", "0010_arrivals"),
    ]

    operations = [
        migrations.AddField(
            model_name="arrival",
            name="cleared_at",
            field=models.DateTimeField(
                help_text="When its files were removed: nothing needed them any more.", null=True
            ),
        ),
        migrations.AddConstraint(
            model_name="arrival",
            constraint=models.CheckConstraint(
                condition=models.Q(("cleared_at__isnull", True), ("state__in", ["done", "refused"]), _connector="OR"),
                name="arrival_cleared_when_over",
            ),
        ),
    ]
