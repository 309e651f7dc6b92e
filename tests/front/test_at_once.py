"""A page is answered where its request arrives; what has to wait goes on in the loop, in whichever way granian hands over."""

import asyncio
import threading

import pytest

from cms.front.at_once import answer_at_once, to_the_loop


def as_task(loop):
    """How granian hands over by default: a callback that makes a task of the coroutine."""
    return lambda coroutine: loop.call_soon_threadsafe(lambda coro, _watcher: loop.create_task(coro), coroutine, object())


def as_steps(loop):
    """How its own task implementation does: a callback that takes one step after the other."""

    def run(coroutine):
        try:
            coroutine.send(None)
        except StopIteration:
            return
        loop.call_soon(run, coroutine)

    return lambda coroutine: loop.call_soon_threadsafe(run, coroutine)


@pytest.fixture
def loop():
    loop = asyncio.new_event_loop()
    answer_at_once(loop)
    running = threading.Thread(target=loop.run_forever)
    running.start()
    yield loop
    loop.call_soon_threadsafe(loop.stop)
    running.join()
    loop.close()


@pytest.mark.parametrize("way", [as_task, as_steps])
def test_what_is_ready_is_answered_in_the_thread_that_asks(loop, way):
    answered = []

    async def ready():
        answered.append(threading.get_ident())

    way(loop)(ready())

    assert answered == [threading.get_ident()]


@pytest.mark.parametrize("way", [as_task, as_steps])
def test_what_waits_goes_on_in_the_loop(loop, way):
    steps, done = [], threading.Event()

    async def waits():
        steps.append(threading.get_ident())
        await to_the_loop()
        steps.append(threading.get_ident())
        done.set()

    way(loop)(waits())

    assert done.wait(5)
    assert steps[0] == threading.get_ident() != steps[1]


def test_after_it_the_coroutine_may_wait_for_anything(loop):
    done = threading.Event()

    async def waits():
        await to_the_loop()
        async with asyncio.timeout(5):
            await asyncio.get_running_loop().run_in_executor(None, threading.Event().wait, 0.01)
        done.set()

    as_task(loop)(waits())

    assert done.wait(5)


def test_a_plain_callback_is_handed_over_as_ever(loop):
    seen, done = [], threading.Event()

    loop.call_soon_threadsafe(lambda number: (seen.append((number, threading.get_ident())), done.set()), 7)

    assert done.wait(5) and seen[0][0] == 7 and seen[0][1] != threading.get_ident()
