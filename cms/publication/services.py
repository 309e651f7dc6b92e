"""Writing the installation's identity and its home page from code; people do both in the admin."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from wagtail.models import Locale, Page, Site

from desk.people.models import User

from .models import HomePage, InstallationSettings

Section = tuple[str, Mapping[str, Any]]  # block type and its value


@transaction.atomic
def name_installation(**values: Any) -> InstallationSettings:
    """Set what the installation is called and how it is reached (fields of ``InstallationSettings``); the rest stays."""
    installation: InstallationSettings = InstallationSettings.load()
    for field, value in values.items():
        InstallationSettings._meta.get_field(field)  # a wrong name is an error here, not a silent attribute
        setattr(installation, field, value)
    installation.full_clean()
    installation.save()
    return installation


@transaction.atomic
def ensure_home() -> HomePage:
    """The home page of the default site; made when a database was emptied of it."""
    home: HomePage | None = HomePage.objects.first()
    if home is None:
        root = Page.get_first_root_node() or Page.add_root(title="Root", slug="root", locale=Locale.objects.first() or _first_locale())
        home = HomePage(title="Desk Pilkada", slug="home", headline="Informasi resmi pemilihan kepala daerah")
        root.add_child(instance=home)
    Site.objects.update_or_create(is_default_site=True, defaults={"hostname": "localhost", "port": 80, "root_page": home})
    return home


@transaction.atomic
def publish_home(
    *, body: Sequence[Section] | None = None, notices: Sequence[Section] | None = None, actor: User | None = None, **values: Any
) -> HomePage:
    """Fill the home page and publish it as a revision. ``body`` and ``notices`` are streams of (block type, value);
    other fields of ``HomePage`` by name. What is not given stays. The content is checked as the admin would check it.
    """
    home = ensure_home()
    streams = {name: stream for name, stream in (("body", body), ("notices", notices)) if stream is not None}
    for field, value in {**values, **streams}.items():
        HomePage._meta.get_field(field)
        setattr(home, field, value)
    for name in streams:
        stream = getattr(home, name)
        stream.stream_block.clean(stream)
    home.full_clean()
    home.save_revision(user=actor).publish(user=actor, skip_permission_checks=True)
    return home


def _first_locale() -> Locale:
    return Locale.objects.create(language_code="id")
