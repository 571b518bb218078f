import django.db.models.deletion
import tongxin.kit.fields
from django.contrib.postgres.indexes import BrinIndex
from django.db import migrations, models
from django.db.models import Q
from django.db.models.functions import Now


class Migration(migrations.Migration):
    """Fewer indexes to keep at every signal: those of rare columns hold only the rows that have them."""

    dependencies = [("signals", "0004_reindex_moved")]

    operations = [
        migrations.DeleteModel("Nonce"),  # a nonce lives half an hour, a signature five minutes
        migrations.CreateModel(
            name="Nonce",
            fields=[
                ("pk", models.CompositePrimaryKey("source_id", "nonce", blank=True, editable=False, primary_key=True, serialize=False)),
                ("nonce", models.CharField(max_length=64)),
                ("at", models.DateTimeField(db_default=Now())),
                ("source", models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, to="signals.source")),
            ],
            options={"indexes": [BrinIndex(fields=["at"], name="signals_nonce_at")]},
        ),
        migrations.AlterField(
            "signal", "corrects",
            models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="signals.signal", verbose_name="更正"),
        ),
        migrations.AlterField(
            "signal", "batch",
            models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, to="signals.batch", verbose_name="批次"),
        ),
        migrations.AlterField("signal", "phone_index", tongxin.kit.fields.BlindIndexField(db_index=False, source="phone")),
        migrations.AddIndex("signal", models.Index(condition=Q(("batch__isnull", False)), fields=["batch"], name="signals_of_batch")),
        migrations.AddIndex("signal", models.Index(condition=Q(("phone_index__isnull", False)), fields=["phone_index"], name="signals_of_phone")),
        migrations.AddConstraint("signal", models.UniqueConstraint(condition=Q(("corrects__isnull", False)), fields=("corrects",), name="signals_corrected_once")),
    ]
