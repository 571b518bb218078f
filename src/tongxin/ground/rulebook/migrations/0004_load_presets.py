from django.db import migrations
from django.utils import timezone

from tongxin.ground.rulebook.presets import PRESETS


def load(apps, schema_editor):
    """The shipped rules, so that a fresh installation has them; `services.load_presets` adds those of later releases."""
    rules, versions = apps.get_model("rulebook", "Rule"), apps.get_model("rulebook", "Version")
    for preset in PRESETS:
        rule = rules.objects.create(key=preset.key, kind=preset.kind, name=preset.name)
        versions.objects.create(
            rule=rule, number=1, body=preset.body, citation=preset.citation, source=preset.source,
            since=preset.since, enacted_by=preset.enacted_by, note=preset.note, at=timezone.now(),
        )


class Migration(migrations.Migration):
    dependencies = [("rulebook", "0003_refuse_change")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
