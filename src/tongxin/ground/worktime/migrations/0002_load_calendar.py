from datetime import date

from django.db import migrations

from tongxin.ground.worktime.official import ESTIMATE, LAST_YEAR, SOURCE, shipped_days


def load(apps, schema_editor):
    Day = apps.get_model("worktime", "Day")
    Day.objects.bulk_create(
        [
            Day(
                date=day.date,
                kind=day.kind,
                name=day.name,
                status="official" if day.official else "estimated",
                source=SOURCE if day.date.year <= LAST_YEAR else ESTIMATE,
            )
            for day in shipped_days(max(date.today().year, LAST_YEAR) + 2)
        ],
        batch_size=2000,
    )


class Migration(migrations.Migration):
    dependencies = [("worktime", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
