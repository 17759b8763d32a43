"""Threads that nobody waits for: names are looked up in threads, and a resolver that hangs cannot be stopped."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Thread
from typing import Any, TypeVar

_T = TypeVar("_T")


class Unawaited(ThreadPoolExecutor):
    """Runs each call in a thread of its own that ends with the process, whether the call has come back or not.

    The event loop asks for an executor of this type; the threads of the library's own hold up the end of the process.
    """

    def submit(self, fn: Callable[..., _T], /, *args: Any, **kwargs: Any) -> Future[_T]:
        """Run a call at once, in a thread of its own."""
        future: Future[_T] = Future()

        def work() -> None:
            if not future.set_running_or_notify_cancel():
                return
            try:
                found = fn(*args, **kwargs)
            except BaseException as error:  # noqa: BLE001 - it is handed on, whatever it is
                future.set_exception(error)
            else:
                future.set_result(found)

        Thread(target=work, daemon=True).start()
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Wait for nothing."""
        del wait, cancel_futures
