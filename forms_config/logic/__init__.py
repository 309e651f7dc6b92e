"""Conditions, computed values and checks of a form: docs/form-definition.md, same results as static/forms_config/logic.js."""

from .evaluation import Logic, compile_logic, evaluate, logic_of_version
from .order import DependencyCycle, order, references, row_order

__all__ = ["DependencyCycle", "Logic", "compile_logic", "evaluate", "logic_of_version", "order", "references", "row_order"]
