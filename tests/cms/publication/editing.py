"""What an editor's browser posts from Wagtail's page editor, and what the public would see of it."""

from typing import Any

from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from cms.publication.models import Edition, HandIn, PublicFile, PublicItem, VettedPage
from tests.factories.publication import RELEASE

NO_COMMENTS = {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": "1000"}


def release_form(**changes: Any) -> dict[str, Any]:
    """The editor's form of a release with the factory's text; ``paragraph`` sets its only paragraph."""
    paragraph = changes.pop("paragraph", "<p>Lokasi semula tergenang.</p>")
    text = {name: value for name, value in RELEASE.items() if name != "body"}
    return nested_form_data(
        {
            **text,
            "embargo_until": "",
            "contact_email": "",
            "contact_hours": "",
            "boilerplate": "",
            "publish_at": "",
            "region": "",
            "correction": "",
            "title_en": "",
            "summary_en": "",
            "comments": NO_COMMENTS,
            **changes,
            "body": streamfield([("paragraph", rich_text(paragraph))]),
        }
    )


def edit(client: Any, page: VettedPage, action: str = "", **changes: Any) -> Any:
    """Post the editor of this page; ``action`` as ``action-submit``, empty to save the draft."""
    data = release_form(**{"slug": page.slug, **changes})
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), {**data, **({action: "1"} if action else {})})


def public_state() -> dict[str, Any]:
    """Everything that the public side is made of."""
    return {
        "editions": list(Edition.objects.order_by("pk").values_list("pk", "page_id", "event", "fingerprint")),
        "items": list(PublicItem.objects.order_by("pk").values_list("path", "edition_id", "title", "withdrawn_at")),
        "files": list(PublicFile.objects.order_by("path").values_list("path", "sha256", "status", "removed")),
    }


def steps() -> list[tuple[int, str]]:
    """Where every text stands at the one door."""
    return list(HandIn.objects.order_by("pk").values_list("page_id", "step"))
