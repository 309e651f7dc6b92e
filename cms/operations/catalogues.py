"""Is every string of the installed packages there in Bahasa Indonesia?

Wagtail's own Indonesian catalogue holds two fifths of its strings, others ship none. ``cms/locale`` fills the rest and,
standing in ``LOCALE_PATHS``, wins over what they ship. Read with Babel; used by ``manage.py translations check``.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from django.apps import apps
from django.conf import settings

DOMAINS = ("django", "djangojs")
OWN_PACKAGES = {"cms", "desk", "exports", "forms_config"}
INDONESIAN = ("id", "id_ID")
PLACEHOLDER = re.compile(r"%\(\w+\)[sdif]|%[sd]|\{\w*\}")
Key = tuple[str | None, str]


def _is_own(folder: Path) -> bool:
    return folder.relative_to(settings.BASE_DIR).parts[0] in OWN_PACKAGES if folder.is_relative_to(settings.BASE_DIR) else False


def package_folders() -> list[Path]:
    """The ``locale`` folders of installed packages; our own strings are Indonesian already."""
    folders = [Path(config.path) / "locale" for config in apps.get_app_configs()]
    return [folder for folder in folders if folder.is_dir() and not _is_own(folder)]


def read(path: Path) -> list[Message]:
    if not path.is_file():
        return []
    with path.open("rb") as file:
        catalogue: Catalog = read_po(file)
    return [message for message in catalogue if message.id and not message.fuzzy]


def key_of(message: Message) -> Key:
    singular = message.id if isinstance(message.id, str) else message.id[0]
    return (message.context or None, singular)


def forms_of(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def expected(folder: Path, domain: str) -> list[Message]:
    """What there is to translate: the English template, or the German catalogue where a package ships no template."""
    return read(folder / "en" / "LC_MESSAGES" / f"{domain}.po") or read(folder / "de" / "LC_MESSAGES" / f"{domain}.po")


def translated(folder: Path, domain: str) -> set[Key]:
    paths = [folder / locale / "LC_MESSAGES" / f"{domain}.po" for locale in INDONESIAN]
    return {key_of(message) for path in paths for message in read(path) if all(forms_of(message))}


def ours(domain: str) -> list[Message]:
    [folder] = settings.LOCALE_PATHS
    return read(Path(folder) / "id" / "LC_MESSAGES" / f"{domain}.po")


def wrong_placeholders(message: Message) -> bool:
    """True when a translation lost or invented a placeholder: the page that shows it would crash or show it raw."""
    wanted = message.id if isinstance(message.id, str) else message.id[1]
    return any(set(PLACEHOLDER.findall(form)) != set(PLACEHOLDER.findall(wanted)) for form in forms_of(message) if form)


def problems() -> Iterator[str]:
    """One English line for each missing, empty or broken translation; nothing when all is well."""
    for domain in DOMAINS:
        own = ours(domain)
        own_keys = {key_of(message) for message in own if all(forms_of(message))}
        for message in own:
            if not all(forms_of(message)):
                yield f"{domain}: empty in cms/locale: {key_of(message)[1]!r}"
            elif wrong_placeholders(message):
                yield f"{domain}: placeholders differ in cms/locale: {key_of(message)[1]!r}"
        for folder in package_folders():
            known = own_keys | translated(folder, domain)
            for message in expected(folder, domain):
                if key_of(message) not in known:
                    yield f"{domain}: not translated, from {folder.parent.name}: {key_of(message)[1]!r}"
