"""Messages between the window's process and the rendering child: pickled values, each after its length in four bytes.

Both ends are our own program, so the values may be trusted; they are the frozen dataclasses of ``desktop.core``.
"""

from __future__ import annotations

import pickle
import struct
from typing import IO, Any

_LENGTH = struct.Struct(">I")


def send(stream: IO[bytes], value: Any) -> None:
    """Write one message; raises ``OSError`` where the other end is gone and ``ValueError`` where the stream is closed."""
    content = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
    stream.write(_LENGTH.pack(len(content)) + content)
    stream.flush()


def receive(stream: IO[bytes]) -> Any:
    """Wait for one message and return it; raises ``EOFError`` where the other end is gone."""
    (length,) = _LENGTH.unpack(_exactly(stream, _LENGTH.size))
    return pickle.loads(_exactly(stream, length))  # noqa: S301 - written by our own program


def _exactly(stream: IO[bytes], size: int) -> bytes:
    content = stream.read(size)
    if len(content) < size:
        raise EOFError("the other end of the pipe is gone")
    return content
