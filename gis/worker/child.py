"""The process that reads: takes orders through a pipe until the one that started it is gone."""

import contextlib
import json
import os
import shutil
import sys
import tempfile
import threading
import traceback
from importlib import import_module
from multiprocessing.connection import Client, Connection
from typing import Any, Final

from gis.errors import GisError

READER: Final = "--kvarter-reader"
"""Word by which the packaged program becomes a reader."""
GONE: Final = 3
"""Exit code after the program that asked has ended."""


def serve() -> int:
    """Do what is asked for, until nobody asks any more."""
    told = json.loads(sys.stdin.readline())
    threading.Thread(target=_watch, args=(told["folder"],), name="kvarter-watch", daemon=True).start()
    tempfile.tempdir = told["folder"]
    with Client(told["address"], authkey=bytes.fromhex(told["key"])) as connection:
        import_module("gis.read")  # the first file shall not wait for it
        _limit_memory(int(told["memory"]))
        connection.send_bytes(b"ready")
        while True:
            try:
                raw = connection.recv_bytes()
            except EOFError:
                shutil.rmtree(told["folder"], ignore_errors=True)
                return 0
            _answer(connection, raw)


def _answer(connection: "Connection[Any, Any]", raw: bytes) -> None:
    wire: Any = import_module("gis.worker.wire")
    packed, unpacked = wire.packed, wire.unpacked
    try:
        module, name, args = unpacked(raw)
        work: Any = import_module(module)
        for part in name.split("."):
            work = getattr(work, part)
        reply = packed(("answer", work(*args)))
    except GisError as fault:
        reply = packed(("fault", type(fault), fault.code, fault.details))
    except MemoryError:
        reply = packed(("memory",))
    except Exception:  # noqa: BLE001 - raised again by the one that asked
        reply = packed(("bug", traceback.format_exc()))
    connection.send_bytes(reply)


def _watch(folder: str) -> None:
    """Clear up and end with the program that started this one: its end of the pipe closes, however it ends."""
    with contextlib.suppress(OSError, ValueError):
        sys.stdin.read()
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(GONE)


def _limit_memory(most: int) -> None:
    """Let a file that wants all memory fail, where the system can: on Linux; elsewhere nothing is limited."""
    if not most or not sys.platform.startswith("linux"):
        return
    resource: Any = import_module("resource")
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))
