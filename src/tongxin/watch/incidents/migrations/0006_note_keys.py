from django.db import migrations


class Migration(migrations.Migration):
    """What was linked before there were keys is given its keys by the stage `incidents-keys`, see 0010."""

    dependencies = [("incidents", "0005_pair_weights"), ("triage", "0004_learning"), ("employers", "__first__")]
    operations = []
