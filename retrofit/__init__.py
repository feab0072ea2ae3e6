"""The engine: numbers in, numbers out.

No Qt, no files, no geometry, no clock, no logging. One alphabet names the axes
of every array, here and in every docstring:

====== =====================================================================
letter axis
====== =====================================================================
``B``  buildings, one row each
``K``  blocks (or any other group of buildings)
``E``  elements: roof, wall, floor, window, door (`retrofit.stock.codes.ELEMENTS`)
``O``  orientations: N, E, S, W, horizontal (`retrofit.stock.codes.ORIENTATIONS`)
``M``  the twelve months
``C``  energy carriers (`retrofit.stock.codes.CARRIERS`)
``P``  packages: none, usual, advanced
``A``  archetypes of a country pack
``V``  variants of an archetype: existing, usual, advanced
``W``  party walls, one row for each pair of touching buildings and orientation
====== =====================================================================
"""
