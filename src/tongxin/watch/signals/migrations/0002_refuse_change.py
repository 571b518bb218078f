from django.db import migrations

REFUSE = """
CREATE FUNCTION signals_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'a signal is never changed or deleted; a correction is a new version'; END $$;
CREATE TRIGGER signals_signal_refuse_delete BEFORE DELETE ON signals_signal
  FOR EACH ROW EXECUTE FUNCTION signals_refuse();
CREATE TRIGGER signals_signal_refuse_update BEFORE UPDATE ON signals_signal FOR EACH ROW
  WHEN ((OLD.source_id, OLD.kind, OLD.external_key, OLD.version, OLD.corrects_id, OLD.batch_id, OLD.heard_at,
         OLD.received_at, OLD.text, OLD.employer_name, OLD.place, OLD.region_id, OLD.category_told, OLD.persons,
         OLD.amount, OLD.anonymous, OLD.by_id)
     IS DISTINCT FROM
        (NEW.source_id, NEW.kind, NEW.external_key, NEW.version, NEW.corrects_id, NEW.batch_id, NEW.heard_at,
         NEW.received_at, NEW.text, NEW.employer_name, NEW.place, NEW.region_id, NEW.category_told, NEW.persons,
         NEW.amount, NEW.anonymous, NEW.by_id))
  EXECUTE FUNCTION signals_refuse();
"""
UNDO = """
DROP TRIGGER signals_signal_refuse_update ON signals_signal;
DROP TRIGGER signals_signal_refuse_delete ON signals_signal;
DROP FUNCTION signals_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("signals", "0001_initial")]

    operations = [migrations.RunSQL(REFUSE, UNDO)]
