from django.db import migrations

TAKE_OVER = """
UPDATE incidents_incident i SET industry_org_id = e.industry_org_id
FROM employers_employer e WHERE e.id = i.employer_id AND e.industry_org_id IS NOT NULL"""
# As recounts.py had it on the day of this migration.
COUNT = """
INSERT INTO rollups_delta (measure, day, region, category, source, level, n, amount)
SELECT 'incidents_industry', (i.first_at AT TIME ZONE 'Asia/Shanghai')::date, coalesce(i.region_id, o.region_id, ''),
  i.category, i.source, i.industry_org_id::text, count(*), 0
FROM incidents_incident i JOIN orgs_org o ON o.id = i.org_id
WHERE i.merged_into_id IS NULL AND i.industry_org_id IS NOT NULL
  AND EXISTS (SELECT 1 FROM incidents_link l WHERE l.incident_id = i.id)
GROUP BY 2, 3, 4, 5, 6"""
FORGET = [f"DELETE FROM rollups_{table} WHERE measure = 'incidents_industry'" for table in ("cell", "delta")]


class Migration(migrations.Migration):
    """What was linked before incidents were counted under industry unions."""

    dependencies = [
        ("incidents", "0007_industry"),
        ("employers", "0003_import"),
        ("rollups", "0002_sum_from_the_index"),
    ]
    operations = [migrations.RunSQL([TAKE_OVER, COUNT], FORGET)]
