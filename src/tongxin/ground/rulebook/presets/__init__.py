"""The rules the platform ships, as data with their sources. None is active until a city confirms it.

What a source does not say is listed as 原文未载; nothing is filled in.
"""

from tongxin.ground.rulebook.presets import (
    categories,
    citations,
    examples,
    groups,
    honours,
    plans,
    profiles,
    scoring,
    terms,
)
from tongxin.ground.rulebook.presets.preset import Preset

PRESETS: tuple[Preset, ...] = (
    *examples.PRESETS,
    *plans.PRESETS,
    *profiles.PRESETS,
    *groups.PRESETS,
    *categories.PRESETS,
    *citations.PRESETS,
    *honours.PRESETS,
    *terms.PRESETS,
    *scoring.PRESETS,
)
# What the demonstration runs on.
EXAMPLES = tuple(preset.key for preset in (*examples.PRESETS, *citations.PRESETS, *scoring.PRESETS))
