"""Refusals of the control API, with the field and the fix that it names."""

from typing import TypeVar

from esia_sim.control.models import Problem
from esia_sim.control.types import Unset

T = TypeVar("T")


class ControlError(Exception):
    """The control API refused a call; `problem` is its answer."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        parts = [f"{problem.status} {problem.title}: {problem.detail}"]
        for name in ("field", "expected", "fix", "docs"):
            value = getattr(problem, name)
            if value is not None and not isinstance(value, Unset):
                parts.append(f"{name}: {value}")
        super().__init__("\n  ".join(parts))


def answered(kind: type[T], answer: object) -> T:
    """The answer of a call, which must be of the expected type."""
    if isinstance(answer, Problem):
        raise ControlError(answer)
    if not isinstance(answer, kind):
        raise TypeError(f"the control API answered {answer!r} instead of {kind.__name__}")
    return answer


def done(answer: object) -> None:
    """Checks the answer of a call that has nothing to give back."""
    if isinstance(answer, Problem):
        raise ControlError(answer)
