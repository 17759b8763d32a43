"""A file of results that stands whole or not at all: what was in its place stays until then."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from oceandx.errors import UsageError


@contextmanager
def writing(output: Path) -> Iterator[TextIO]:
    """Give a stream whose content takes the place of a file in the end, unless something was raised before.

    What is no file (a pipe, a device), or stands where no other file can be made, is written as it comes. Raises
    UsageError, in one line, when it cannot be written.
    """
    import tempfile

    try:
        place = output.resolve()
        if (place.exists() and not place.is_file()) or not os.access(place.parent, os.W_OK):
            with place.open("w", encoding="utf-8") as stream:
                yield stream
            return
        handle, name = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as stream:
                yield stream
            Path(name).chmod(_mode(place))
            Path(name).replace(place)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise UsageError(f"--output {output}: {(error.strerror or 'cannot be written').lower()}") from error


def _mode(place: Path) -> int:
    """Return who may read a file: who may already, or whom the session lets."""
    if place.exists():
        return place.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
