"""Both forms of a style together."""

from gis.handover.qml import qml
from gis.handover.sld import sld
from gis.style import LayerStyle, Look


def layer_style(name: str, look: Look, *, is_default: bool = False) -> LayerStyle:
    """A theme as QGIS and others read it."""
    return LayerStyle(name, qml(look), sld(name, look), is_default)
