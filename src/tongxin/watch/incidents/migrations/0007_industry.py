import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("incidents", "0006_note_keys"),
        ("orgs", "0002_merges_and_sheets"),
    ]

    operations = [
        migrations.AddField(
            model_name="incident",
            name="industry_org",
            field=models.ForeignKey(
                db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+",
                to="orgs.org", verbose_name="产业工会",
            ),
        ),
    ]
