from django.db import migrations

FUNCTION = """
CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '%% is append-only', TG_TABLE_NAME; END $$;
"""
TRIGGERS = """
CREATE TRIGGER {table}_refuse BEFORE UPDATE OR DELETE ON {table}
  FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER {table}_refuse_truncate BEFORE TRUNCATE ON {table}
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
"""
TABLES = ("audit_entry", "audit_seal", "audit_sealed")


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [
        migrations.RunSQL(FUNCTION.replace("%%", "%"), "DROP FUNCTION audit_refuse()"),
        *(
            migrations.RunSQL(
                TRIGGERS.format(table=table),
                f"DROP TRIGGER {table}_refuse ON {table}; DROP TRIGGER {table}_refuse_truncate ON {table};",
            )
            for table in TABLES
        ),
    ]
