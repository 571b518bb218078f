from django.db import migrations

MOVED = """
CREATE FUNCTION signals_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO signals_wordless (signal_id) VALUES (NEW.id) ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER signals_signal_moved AFTER UPDATE OF org_id ON signals_signal FOR EACH ROW
  WHEN (OLD.org_id IS DISTINCT FROM NEW.org_id) EXECUTE FUNCTION signals_moved();
"""
UNDO = """
DROP TRIGGER signals_signal_moved ON signals_signal;
DROP FUNCTION signals_moved();
"""


class Migration(migrations.Migration):
    """The search index holds the union of a signal; a signal put on other ground is indexed again."""

    dependencies = [("signals", "0003_lean_intake")]

    operations = [migrations.RunSQL(MOVED, UNDO)]
