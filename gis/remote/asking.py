"""Ask a server for a document, within limits of time and size; a fault is one sentence."""

import http.client
import shutil
import tempfile
import time
import urllib.error
import urllib.request
from base64 import b64encode
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Event, Thread
from typing import BinaryIO, Final
from urllib.parse import urlencode, urlsplit, urlunsplit

from gis.errors import SourceError

TIMEOUT_S: Final = 60.0
"""Longest silence of a server [s]."""
LONGEST_S: Final = 600.0
"""Longest answer [s]."""
MOST_BYTES: Final = 500_000_000
CHUNK: Final = 1 << 16
LOOK_S: Final = 0.1
"""So often the caller hears how far it is, and may stop it [s]."""
AGENT: Final = "Kvarter (district energy planning)"
SCHEMES: Final = ("http", "https")

Told = Callable[[int], None]
Login = tuple[str, str]
"""User and password: sent with a request and kept nowhere."""


def checked(address: str) -> str:
    """The address, if it is one of a server.

    Raises
    ------
    SourceError
        If it is none.
    """
    parts = urlsplit(address.strip())
    if parts.scheme not in SCHEMES or not parts.hostname or parts.username:
        raise SourceError("server_address", address=address)
    return address.strip()


def host_of(address: str) -> str:
    """Name of the server in an address."""
    return urlsplit(address).netloc or address


def with_query(address: str, values: Mapping[str, str]) -> str:
    """An address with other values in its query; names are compared without regard to case."""
    parts = urlsplit(address)
    wanted = {name.casefold() for name in values}
    kept = [
        pair for pair in parts.query.split("&") if pair and pair.partition("=")[0].casefold() not in wanted
    ]
    return urlunsplit(parts._replace(query="&".join([*kept, urlencode(values)])))


def fetch(address: str, target: Path, told: Told = lambda _bytes: None, login: Login | None = None) -> Path:
    """Fetch a document into a file.

    Parameters
    ----------
    address : str
    target : Path
        Of a temporary folder.
    told : callable
        Gets the bytes so far, ten times a second also while the server is silent; may raise to stop.
    login : tuple of str, optional

    Raises
    ------
    SourceError
        If the server cannot be reached, refuses, is silent too long, or sends too much.
    """
    job = _Download(checked(address), target, login)
    job.start()
    try:
        while job.is_alive():
            job.join(LOOK_S)
            told(job.size)
    finally:
        job.stopped.set()
    if job.fault is not None:
        raise job.fault
    return target


def fetched(address: str, told: Told = lambda _bytes: None, login: Login | None = None) -> bytes:
    """Fetch a small document.

    Raises
    ------
    SourceError
        As `fetch`.
    """
    folder = Path(tempfile.mkdtemp(prefix="kvarter-ask-"))
    try:
        return fetch(address, folder / "answer", told, login).read_bytes()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class _Download(Thread):
    """A thread of its own, so that a silent server can be left at once."""

    def __init__(self, address: str, target: Path, login: Login | None) -> None:
        super().__init__(name="kvarter-ask", daemon=True)
        self.address, self.target, self.login = address, target, login
        self.size = 0
        self.fault: SourceError | None = None
        self.stopped = Event()

    def run(self) -> None:
        host = host_of(self.address)
        headers = {"User-Agent": AGENT}
        if self.login is not None:
            headers["Authorization"] = "Basic " + b64encode(":".join(self.login).encode()).decode()
        request = urllib.request.Request(self.address, headers=headers)  # noqa: S310 - scheme is checked
        try:
            with (
                urllib.request.urlopen(request, timeout=TIMEOUT_S) as answer,  # noqa: S310 - scheme is checked
                self.target.open("wb") as stream,
            ):
                self._copy(answer, stream, host)
        except SourceError as fault:
            self.fault = fault
        except urllib.error.HTTPError as fault:
            fault.close()
            wants_login = fault.code in (http.client.UNAUTHORIZED, http.client.FORBIDDEN)
            code = "server_login" if wants_login else "server_fault"
            self.fault = SourceError(code, host=host, reason=f"{fault.code} {fault.reason}")
        except (TimeoutError, urllib.error.URLError, http.client.HTTPException, OSError, ValueError) as fault:
            said = str(getattr(fault, "reason", fault)) or type(fault).__name__
            self.fault = SourceError("server_fault", host=host, reason=said)

    def _copy(self, answer: http.client.HTTPResponse, stream: BinaryIO, host: str) -> None:
        began = time.monotonic()
        while not self.stopped.is_set() and (chunk := answer.read1(CHUNK)):
            stream.write(chunk)
            self.size += len(chunk)
            if self.size > MOST_BYTES:
                raise SourceError("server_too_much", host=host, most=f"{MOST_BYTES / 1e6:.0f}")
            if time.monotonic() - began > LONGEST_S:
                raise SourceError("server_too_slow", host=host, most=f"{LONGEST_S / 60:.0f}")
        promised = answer.headers.get("Content-Length", "")
        if promised.isdecimal() and self.size < int(promised) and not self.stopped.is_set():
            raise SourceError("server_cut_off", host=host)
