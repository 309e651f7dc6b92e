"""Answering where the request arrives, without a detour through the event loop.

granian hands each request to asyncio through ``loop.call_soon_threadsafe``, as a coroutine: a page that is ready in a microsecond
waits for another thread to wake. Here the coroutine is run at once as far as it goes; one that has to wait says so with
``to_the_loop`` and goes on in the loop. Should a later granian hand over in another way, the requests take the long way again.
"""

import asyncio
import types
from collections.abc import Generator
from typing import Any


@types.coroutine
def to_the_loop() -> Generator[None, None, None]:
    """``await to_the_loop()``: everything after it runs in the event loop."""
    yield


def answer_at_once(loop: asyncio.AbstractEventLoop) -> None:
    """Make ``loop`` run a coroutine that is handed over to it from another thread as far as it goes, right there."""
    hand_over = loop.call_soon_threadsafe

    def at_once(callback: Any, *arguments: Any, context: Any = None) -> Any:
        if arguments and type(arguments[0]) is types.CoroutineType:
            try:
                arguments[0].send(None)
            except StopIteration:
                return None
        return hand_over(callback, *arguments, context=context)

    setattr(loop, "call_soon_threadsafe", at_once)  # noqa: B010 - a loop written in C would refuse
