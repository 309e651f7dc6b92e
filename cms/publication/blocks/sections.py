"""What every section of the home page has: a heading, and the anchor that is made of it."""

from django.utils.text import slugify
from wagtail import blocks


class SectionValue(blocks.StructValue):
    @property
    def anchor(self) -> str:
        return slugify(self["heading"]) or "bagian"


class SectionBlock(blocks.StructBlock):
    """Abstract: a block with ``heading``."""

    class Meta:
        value_class = SectionValue
        label_format = "{heading}"
