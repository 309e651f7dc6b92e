"""What people pass on: a headline that never leaves the verdict behind, and a text for WhatsApp."""

from ..models import ClarificationPage, VettedPage

LONGEST_MESSAGE = 4096  # letters of one WhatsApp message


def headline(page: VettedPage) -> str:
    """The title with what must be known before it: the verdict on a claim."""
    return f"{page.list_label}: {page.title}" if isinstance(page, ClarificationPage) else str(page.title)


def share_text(page: VettedPage, address: str) -> str:
    """A clarification to pass on, verdict first; ``*bold*`` as WhatsApp writes it. Empty for other items."""
    if not isinstance(page, ClarificationPage):
        return ""
    where = f", beredar di {page.claimed_where}" if page.claimed_where else ""
    sources = "; ".join(str(source.value["name"]) for source in page.sources)
    lines = [
        f"*{page.get_verdict_display().upper()}*",
        f"*{page.title}*",
        str(page.summary),
        f"Kabar yang kami periksa{where}: “{page.claim}”",
        f"Sumber: {sources}",
        f"Selengkapnya: {address}",
    ]
    return "\n\n".join(lines)[:LONGEST_MESSAGE]
