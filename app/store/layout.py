"""What lies where in a project file, and its numbered format."""

from typing import Final

FORMAT: Final = 1
"""Raised by one whenever an older Kvarter could not read the file any more."""

BUILDINGS: Final = "buildings"
BLOCKS: Final = "blocks"
PARCELS: Final = "parcels"
ASSOCIATIONS: Final = "associations"
STREETS: Final = "streets"
FATES: Final = "import_fates"

META: Final = "kvarter_meta"
SOURCE: Final = "kvarter_source"
SCENARIO: Final = "kvarter_scenario"
SHELF: Final = "kvarter_scenarios"
REMARK: Final = "kvarter_remark"
PARTY_WALL: Final = "kvarter_party_wall"
SHARE: Final = "kvarter_parcel_share"
FIELD: Final = "kvarter_field"
LOG: Final = "kvarter_log"
CHECKPOINT: Final = "kvarter_checkpoint"
WEATHER: Final = "kvarter_weather"

INPUT_PREFIX: Final = "in_"
"""Columns of the buildings layer that hold what the source said; the plain names hold
what the engine used and found."""
