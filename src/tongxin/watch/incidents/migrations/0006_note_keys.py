from datetime import timedelta

from django.db import migrations, transaction
from django.utils import timezone

from tongxin.watch.incidents.linking import members, note_keys

TOGETHER = 1000


def note(apps, schema_editor):
    """The keys of what was linked in the last two months: what comes next must find it. Stopped, it can go on anew."""
    links, keys = apps.get_model("incidents", "Link"), apps.get_model("incidents", "Key")
    since = timezone.now() - timedelta(days=60)
    signals = list(links.objects.filter(signal__heard_at__gte=since).values_list("signal_id", flat=True))
    for first in range(0, len(signals), TOGETHER):
        some = signals[first : first + TOGETHER]
        with transaction.atomic():
            keys.objects.filter(signal__in=some).delete()
            note_keys([each for _, each in members(some, [])])


class Migration(migrations.Migration):
    atomic = False  # nobody waits for it: each thousand is a transaction of its own
    dependencies = [("incidents", "0005_pair_weights"), ("triage", "0004_learning"), ("employers", "__first__")]
    operations = [migrations.RunPython(note, migrations.RunPython.noop, elidable=True)]
