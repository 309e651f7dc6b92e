"""The crest of a letter, frozen with its release: pictures of the library may be replaced or deleted later."""

import io
from base64 import b64encode

from PIL import Image
from wagtail.images import get_image_model

LONGEST_SIDE = 320  # pixels; 24 mm in print at more than 300 dpi
FAULTS = (OSError, ValueError, SyntaxError, Image.DecompressionBombError)


def frozen_crest(image_id: int | None) -> str:
    """The picture drawn anew as PNG, in base64; empty without one, or when it cannot be read: that does not hold a release up."""
    stored = get_image_model().objects.filter(pk=image_id).first() if image_id else None
    if stored is None:
        return ""
    file = io.BytesIO()
    try:
        with stored.file.open("rb") as source, Image.open(source) as opened:
            picture = opened.convert("RGBA")
            picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            picture.save(file, "PNG", optimize=True)
    except FAULTS:
        return ""
    return b64encode(file.getvalue()).decode()
