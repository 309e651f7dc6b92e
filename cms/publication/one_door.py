"""The seam between Wagtail's machinery and the one door.

Wagtail calls models (``Page.publish``, ``Task.on_action``); the rules live in ``services``. Models reach them through this
module, into which ``AppConfig.ready`` puts the services. While the door is shut, nothing of Wagtail's makes a page public.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Protocol

_open: ContextVar[bool] = ContextVar("one_door_open", default=False)


class Vetting(Protocol):
    """What a step of Wagtail's workflow asks of the services. Each raises a ``DeskError`` with the way out."""

    def handed_in(self, *, workflow_state: Any, by: Any) -> None: ...
    def reviewed(self, *, workflow_state: Any, by: Any) -> None: ...
    def approved(self, *, workflow_state: Any, by: Any) -> None: ...
    def returned(self, *, workflow_state: Any, by: Any, reason: str) -> None: ...
    def may_review(self, *, page: Any, user: Any) -> bool: ...
    def may_approve(self, *, page: Any, user: Any) -> bool: ...
    def release(self, *, workflow_state: Any) -> None: ...


_vetting: list[Vetting] = []


def register(vetting: Vetting) -> None:
    _vetting[:] = [vetting]


def vetting() -> Vetting:
    return _vetting[0]


_preview: list[Callable[[Any], bytes]] = []


def register_preview(preview: Callable[[Any], bytes]) -> None:
    """What makes the HTML of a page from the text in memory."""
    _preview[:] = [preview]


def preview(page: Any) -> bytes:
    return _preview[0](page)


def is_open() -> bool:
    """Whether the service that publishes an approved text is running."""
    return _open.get()


@contextmanager
def opened() -> Iterator[None]:
    """For ``services.publishing`` alone: while it lasts, Wagtail's own state of the page may follow."""
    token = _open.set(True)
    try:
        yield
    finally:
        _open.reset(token)
