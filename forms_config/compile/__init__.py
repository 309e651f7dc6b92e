"""From the form as edited to the definition that officers fill in: everything is validated again here.

StreamField's own validation is never relied upon: it runs in the edit form only, and not safely between threads.
"""

from .review import Review, compile_definition, compile_form, review_definition, review_form

__all__ = ["Review", "compile_definition", "compile_form", "review_definition", "review_form"]
