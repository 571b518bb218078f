"""How the measure `signals` is counted from the facts."""

from tongxin.ground.rollups.queries import recount

recount(
    "signals",
    """SELECT 'signals' AS measure, (s.heard_at AT TIME ZONE 'Asia/Shanghai')::date AS day,
              coalesce(v.region_id, s.region_id, o.region_id, '') AS region,
              CASE WHEN v.id IS NULL THEN '' WHEN v.acts THEN v.category ELSE 'outside' END AS category,
              s.kind AS source, '' AS level, 1 AS n, 0 AS amount
       FROM signals_signal s JOIN orgs_org o ON o.id = s.org_id
       LEFT JOIN triage_verdict v ON v.signal_id = s.id AND v.current
       WHERE s.corrected_at IS NULL""",
)
