"""``python -m cms.operations.compile_catalogue FROM.po TO.mo``: no gettext on the machine, and no Django needed.

Babel's own command line refuses a plural whose singular has no number in it; Indonesian has one form for both.
``manage.py translations check`` compares the placeholders instead.
"""

import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def compile_catalogue(source: Path, target: Path) -> None:
    with source.open("rb") as po, target.open("wb") as mo:
        write_mo(mo, read_po(po, abort_invalid=True))


if __name__ == "__main__":
    compile_catalogue(Path(sys.argv[1]), Path(sys.argv[2]))
