"""What the diary prints: one line for each request, without anything that opens a door or names a person."""

from threading import Lock

_lock = Lock()


def line(text: str) -> None:
    with _lock:
        print(text, flush=True)
