"""How `incidents` and `incidents_industry` are counted: our own incidents and those of ledgers of earlier years."""

from tongxin.ground.rollups.queries import recount

recount(
    "incidents",
    """SELECT 'incidents' AS measure, (i.first_at AT TIME ZONE 'Asia/Shanghai')::date AS day,
              coalesce(i.region_id, o.region_id, '') AS region, i.category, i.source, '' AS level,
              1 AS n, 0 AS amount
       FROM incidents_incident i JOIN orgs_org o ON o.id = i.org_id
       WHERE i.merged_into_id IS NULL AND EXISTS (SELECT 1 FROM incidents_link l WHERE l.incident_id = i.id)
       UNION ALL
       SELECT 'incidents', day, region, category, '', '', n, 0 FROM incidents_earlier""",
)
# The same incidents under the industry union of their employer, whose key stands in the level.
recount(
    "incidents_industry",
    """SELECT 'incidents_industry' AS measure, (i.first_at AT TIME ZONE 'Asia/Shanghai')::date AS day,
              coalesce(i.region_id, o.region_id, '') AS region, i.category, i.source,
              i.industry_org_id::text AS level, 1 AS n, 0 AS amount
       FROM incidents_incident i JOIN orgs_org o ON o.id = i.org_id
       WHERE i.merged_into_id IS NULL AND i.industry_org_id IS NOT NULL
         AND EXISTS (SELECT 1 FROM incidents_link l WHERE l.incident_id = i.id)
       UNION ALL
       SELECT 'incidents_industry', day, region, category, '', industry_org_id::text, n, 0
       FROM incidents_earlier WHERE industry_org_id IS NOT NULL""",
)
