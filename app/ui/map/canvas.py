"""`MapCanvas`: the map of the window.

Use
---
``canvas = MapCanvas(parent)``

``canvas.set_layers(blocks, buildings, parcels=None, streets=None)``
    Show other geometry (`gis.arrays.Shapes`, any of them None) and fit it to the window.
    ``keep_view=True`` leaves the view where it is. The colours are reset to plain grey.
``canvas.set_colours(colours)``
    An `app.mapimage.theme.Colours`, made by ``app.mapimage.theme.colours_of(theme, values, ...)``:
    another theme on the same geometry.
``canvas.set_level(level)``
    What hover and click find: ``Level.BUILDING`` or ``Level.BLOCK``.
``canvas.set_selection(level, rows)``
    Rows (any integer sequence or array) to mark as selected; replaces the selection of that level
    and clears the other. Emits nothing.
``canvas.fit()``, ``canvas.zoom_to(bounds)``, ``canvas.zoom_to_rows(level, rows)``,
``canvas.zoom_in()``, ``canvas.zoom_out()``, ``canvas.set_view(view)``, ``canvas.view``
    Move the map; bounds are xmin, ymin, xmax, ymax in the metric CRS.
``canvas.describe = lambda level, row: "text"``
    Text of the hover card (plain text, may have several lines; "" shows none).
``canvas.clear()``
    Show nothing.
``canvas.warm()``
    Load the drawing kernels in the background; call once after the window is on screen.
``canvas.shutdown()``
    Stop the worker thread. The window calls it in its ``closeEvent``: Qt tells only
    top-level widgets that they close.

Signals
-------
``hovered(level, row)``: a `Level` and a row, -1 when nothing is under the pointer.
``picked(level, row, modifiers)``: a click; row -1 is the background. Double click zooms.
``view_changed(view)``: an `app.mapimage.view.View` in device pixels.
``drawn()``: a finished frame is on screen.

Keys: arrows pan, ``+`` and ``-`` zoom, Home or Ctrl+Shift+F fits, Esc clears (``picked`` with row -1).
"""
