from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cases", "0003_clocks")]

    operations = [migrations.RunSQL("CREATE SEQUENCE cases_number", "DROP SEQUENCE cases_number")]
