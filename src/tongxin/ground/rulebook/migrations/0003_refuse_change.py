from django.db import migrations

WRITTEN = "rule_id, number, body, citation, source, since, until, enacted_by, note, by_id, at"
OLD = ", ".join(f"OLD.{name}" for name in WRITTEN.split(", "))
NEW = ", ".join(f"NEW.{name}" for name in WRITTEN.split(", "))
REFUSE = f"""
CREATE FUNCTION rulebook_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.status = 'example' AND ({OLD}) IS NOT DISTINCT FROM ({NEW}) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a version of a rule is never changed';
END $$;
CREATE TRIGGER rulebook_version_refuse BEFORE UPDATE OR DELETE ON rulebook_version
  FOR EACH ROW EXECUTE FUNCTION rulebook_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("rulebook", "0002_confirmations")]
    operations = [
        migrations.RunSQL(
            REFUSE, "DROP TRIGGER rulebook_version_refuse ON rulebook_version; DROP FUNCTION rulebook_refuse();"
        )
    ]
