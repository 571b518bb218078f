from django.db import migrations, models

# What comes next is compared with what was linked in the last two months (`pairs.FARTHEST` on the day of this migration).
OF_LATE = """
INSERT INTO incidents_keyless (signal_id)
SELECT link.signal_id FROM incidents_link link JOIN signals_signal signal ON signal.id = link.signal_id
WHERE signal.heard_at >= now() - interval '60 days'"""


class Migration(migrations.Migration):
    """Signals linked before there were keys, or under the key of the employer theirs was merged into, wait for theirs."""

    dependencies = [("incidents", "0009_scored"), ("signals", "0007_lists_by_index")]
    operations = [
        migrations.CreateModel("Keyless", [("signal_id", models.BigIntegerField(primary_key=True, serialize=False))]),
        migrations.RunSQL(OF_LATE, migrations.RunSQL.noop),
    ]
