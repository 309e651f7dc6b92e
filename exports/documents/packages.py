"""Office files are zip archives that note the moment of writing twice; here both become the moment of the document."""

import io
import re
from datetime import datetime
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

PROPERTIES = "docProps/core.xml"
MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
OLDEST = (1980, 1, 1, 0, 0, 0)  # a zip archive begins its time there


def fixed_package(content: bytes, moment: datetime) -> bytes:
    """The same archive with every entry, and the last change in its properties, at ``moment`` (naive, UTC)."""
    file = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as source, ZipFile(file, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = source.read(name)
            if name == PROPERTIES:
                entry = MODIFIED.sub(rf"\g<1>{moment:%Y-%m-%dT%H:%M:%SZ}".encode(), entry)
            about = ZipInfo(name, max(OLDEST, moment.timetuple()[:6]))
            about.compress_type, about.external_attr, about.create_system = ZIP_DEFLATED, 0o600 << 16, 3
            target.writestr(about, entry)
    return file.getvalue()
