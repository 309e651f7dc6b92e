"""What the worker runs. Each task takes ids only and may run twice."""

from uuid import UUID

from . import services


def write_export(uuid: str) -> None:
    services.write_export(uuid=UUID(uuid))


def clear_old_exports() -> int:
    return services.clear_old_exports()
