"""How the measure `alerts` is counted from the facts."""

from tongxin.ground.rollups.queries import recount

recount(
    "alerts",
    """SELECT 'alerts' AS measure, (a.at AT TIME ZONE 'Asia/Shanghai')::date AS day,
              coalesce(a.region_id, '') AS region, a.category, a.source, a.level, 1 AS n, 0 AS amount
       FROM alerts_alert a WHERE a.state IN ('proposed', 'confirmed', 'answered')""",
)
