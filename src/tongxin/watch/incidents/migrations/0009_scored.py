from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("incidents", "0008_industry_counts")]

    operations = [
        migrations.AddField(
            model_name="incident",
            name="scored_at",
            field=models.DateTimeField(null=True, verbose_name="计入指数时间"),
        ),
        migrations.AddIndex(
            model_name="incident",
            index=models.Index(
                condition=models.Q(("scored_at", None)), fields=["id"], name="incidents_awaiting_score"
            ),
        ),
    ]
