"""Files from outside are read in a process of their own: what it cannot stand ends there, in one sentence.

`guarded` is the door. Where no process was asked for (`enable`), it reads here and now: tests and other programs do
that. The process is started once, used again and again, and ends with the program.
"""

from gis.worker.parent import enable, guarded, listening, start, stop

__all__ = ["enable", "guarded", "listening", "start", "stop"]
