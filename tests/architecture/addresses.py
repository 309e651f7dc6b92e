"""Every address that the installation answers to, read from the resolver."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any
from uuid import UUID

from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.regex_helper import normalize

OURS = ("desk.", "cms.", "exports.", "forms_config.")
SAMPLES = ("1", "x", str(UUID(int=1)), "xlsx", "x.css", "people", "2024")


@dataclass(frozen=True)
class Address:
    """One URL pattern. ``route`` is for people; ``regex`` matches the whole path; ``module`` is where its view lives."""

    name: str
    route: str
    regex: str
    module: str

    @property
    def admin(self) -> bool:
        return self.route.startswith("admin/")

    def sample(self) -> str | None:
        """A path that this pattern matches; None when no sample fits."""
        for shape, names in normalize(self.regex):
            for values in product(SAMPLES, repeat=len(names)):
                path = shape % dict(zip(names, values, strict=True))
                if re.fullmatch(self.regex, path):
                    return "/" + path
        return None


def addresses(patterns: Any = None, *, names: tuple[str, ...] = (), route: str = "", regex: str = "") -> Iterator[Address]:
    """Walk the resolver, namespaces in ``name`` (reporting:entry)."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        here, shape = route + str(pattern.pattern), regex + pattern.pattern.regex.pattern.removeprefix("^")
        if isinstance(pattern, URLResolver):
            inner = (*names, pattern.namespace) if pattern.namespace else names
            yield from addresses(pattern.url_patterns, names=inner, route=here, regex=shape)
        elif isinstance(pattern, URLPattern):
            yield Address(":".join((*names, pattern.name or "")), here, shape.removesuffix("\\Z"), _module(pattern.callback))


def own() -> list[Address]:
    """Addresses outside ``/admin/`` whose view is ours."""
    return [address for address in addresses() if not address.admin and address.module.startswith(OURS)]


def _module(view: Any) -> str:
    return str(getattr(view, "view_class", view).__module__)
