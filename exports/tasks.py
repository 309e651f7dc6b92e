"""What the worker runs. Each task takes ids only and may run twice."""

from uuid import UUID

from . import services
from .imports import services as imports


def write_export(uuid: str) -> None:
    services.write_export(uuid=UUID(uuid))


def clear_old_exports() -> int:
    return services.clear_old_exports()


def check_import(uuid: str) -> None:
    imports.check(uuid=UUID(uuid))


def apply_import(uuid: str) -> None:
    imports.apply(uuid=UUID(uuid))


def clear_old_imports() -> int:
    return imports.clear_old_imports()
