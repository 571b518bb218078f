from django.db import migrations, models
from django.utils import timezone

from tongxin.ground.rulebook.presets import PRESETS


def load(apps, schema_editor):
    """For platforms that were there before; a fresh one has every preset from the step before."""
    rules, versions = apps.get_model("rulebook", "Rule"), apps.get_model("rulebook", "Version")
    for preset in PRESETS:
        rule, fresh = rules.objects.get_or_create(
            key=preset.key, defaults={"kind": preset.kind, "name": preset.name}
        )
        if fresh:
            versions.objects.create(
                rule=rule, number=1, body=preset.body, citation=preset.citation, source=preset.source,
                since=preset.since, enacted_by=preset.enacted_by, note=preset.note, at=timezone.now(),
            )


class Migration(migrations.Migration):
    dependencies = [("rulebook", "0004_load_presets")]
    operations = [
        migrations.AlterField(
            model_name="rule",
            name="kind",
            field=models.CharField(
                choices=[
                    ("alert_profile", "预警分级方案"),
                    ("deadlines", "处置时限"),
                    ("categories", "类别对照"),
                    ("veto", "一票否决"),
                    ("service_hours", "服务时间"),
                    ("citations", "适用法条"),
                    ("other", "其他规则"),
                ],
                max_length=16,
                verbose_name="种类",
            ),
        ),
        migrations.RunPython(load, migrations.RunPython.noop),
    ]
