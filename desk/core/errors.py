"""Base of every refusal that a person sees. The message is Bahasa Indonesia, safe to show, and says the way out."""


class DeskError(Exception):
    """A rule refused the action. ``str(error)`` is a full sentence for the person who tried.

    ``page_id``: the public page whose editor the person is led back to, where what was typed is kept.
    """

    page_id: int | None = None
