"""How long the window's thread does nothing else: gaps between the ticks of a quick timer."""

import time

from PySide6.QtCore import QObject, Qt, QTimer


class Ticks(QObject):
    """Ticks every millisecond while the window's thread is free.

    ``wall_ms`` is the longest gap by the clock; on a machine that does other work too it also
    counts that work. ``own_ms`` is the most that this thread itself worked between two ticks.
    """

    def __init__(self, parent=None):
        super().__init__(parent)
        self.wall_ms = self.own_ms = 0.0
        self._last = None
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(1)
        self._timer.timeout.connect(self._tick)

    def __enter__(self):
        self._last = time.perf_counter(), time.thread_time()
        self._timer.start()
        return self

    def __exit__(self, *_):
        self._tick()
        self._timer.stop()

    def _tick(self):
        now = time.perf_counter(), time.thread_time()
        self.wall_ms = max(self.wall_ms, 1000 * (now[0] - self._last[0]))
        self.own_ms = max(self.own_ms, 1000 * (now[1] - self._last[1]))
        self._last = now
