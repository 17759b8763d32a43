"""The exception tree; the command line turns each branch into one line and an exit code.

OceandxError
├── UsageError            wrong usage or input (exit code 2)
├── KnowledgeBaseError    the knowledge base has problems (exit code 1)
├── NotReached            a system could not be reached, so nothing could be done (exit code 3)
└── EngineRefusal         a matcher refuses a case; the native matcher answers instead
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """A defect of a file: where it is (1-based line and column) and what would be right."""

    path: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.message}"


class OceandxError(Exception):
    """Base of every error that oceandx raises on purpose."""


class UsageError(OceandxError):
    """Wrong usage or input; each line of the message says where, what and what is right."""


class KnowledgeBaseError(OceandxError):
    """The knowledge base has problems; all of them are carried, sorted by place."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class NotReached(OceandxError):  # noqa: N818 - a state, not a mistake
    """A system could not be reached, so nothing could be done; the same may go well later."""


class EngineRefusal(OceandxError):  # noqa: N818 - a refusal is no error: somebody else answers
    """A matcher cannot take this case safely; nothing was concluded by it."""
