from django.db import migrations

from tongxin.ground.places.register import register


def load(apps, schema_editor):
    Region = apps.get_model("places", "Region")
    Region.objects.bulk_create(
        [
            Region(code=p.code, name=p.name, short=p.short, level=p.level, parent_id=p.parent or None)
            for p in register().values()
        ]
    )


class Migration(migrations.Migration):
    dependencies = [("places", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
