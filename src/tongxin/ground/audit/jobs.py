from datetime import datetime

from tongxin.ground.audit import heads, sealing, services
from tongxin.kit.jobs import stage, sweep


@stage("audit-seal", waiting=sealing.waiting)
def seal_committed(now: datetime) -> int:
    """Seal what was committed since the last batch."""
    made = services.seal(now)
    return made.count if made else 0


@sweep("audit-head", every="5 0 * * *")
def export_head(now: datetime) -> int:
    """Write the head of the chain down once a day."""
    heads.export(now)
    return 0
