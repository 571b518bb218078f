"""How the measures `cases`, `closed`, `helped`, `in_time` and `late` are counted from the facts."""

from tongxin.ground.rollups.queries import recount

WHEN = {
    "cases": ("opened_at", "1", "0", "TRUE"),
    "closed": ("closed_at", "1", "coalesce(recovered, 0)", "closed_at IS NOT NULL"),
    "helped": ("closed_at", "helped", "0", "closed_at IS NOT NULL AND helped > 0"),
    "in_time": ("reported_at", "1", "0", "in_time"),
    "late": ("reported_at", "1", "0", "NOT in_time"),
}

for measure, (instant, n, amount, condition) in WHEN.items():
    recount(
        measure,
        f"""SELECT '{measure}' AS measure, ({instant} AT TIME ZONE 'Asia/Shanghai')::date AS day,
                   coalesce(region_id, '') AS region, category, source, level, {n} AS n, {amount} AS amount
            FROM cases_case WHERE {condition}""",  # noqa: S608
    )
