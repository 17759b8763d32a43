"""What the document of the two interfaces allows: calls, limits and the bodies of a refusal."""

from collections.abc import Callable
from dataclasses import dataclass

MOST_AT_ONCE = 2
LARGEST_PAGE = 50
DEFAULT_PAGE = 25
REPEATABLE = frozenset({"providerId", "officeId"})


@dataclass(frozen=True, slots=True)
class Route:
    """One call; `path` is a pattern, `query` names the parameters, None where the vendor alone does."""

    name: str
    method: str
    path: str
    query: frozenset[str] | None
    accept: str | None = "application/json"


_UUID = frozenset({"uuid"})
_FILTERS = REPEATABLE | {"startDate", "endDate", "includeNullOffice", "pageSize", "startingId"}

ROUTES = (
    Route("token", "POST", "{base}/v1/token", frozenset({"tenant"}), None),
    Route("offices", "GET", "{base}/rest/v1/offices", _UUID),
    Route("office-providers", "GET", "{base}/rest/v1/providers/offices/([0-9]+)", _UUID),
    Route("providers", "GET", "{base}/rest/v1/providers", _UUID),
    Route("appointments", "GET", "{base}/rest/v2/materials/appointments", _UUID | _FILTERS),
    Route("scheduler", "GET", "{base}/rest/v1/provider-portal/scheduler/.+", None),
    Route("ocean-token", "POST", "/svc/oauth2/token", frozenset(), None),
    Route("ocean-test", "GET", "/svc/fhir/v1/NamingSystem/id-site-number", frozenset(), "application/fhir+json"),
)

ERROR_BODIES: tuple[Callable[[int, str], dict[str, object] | str], ...] = (
    lambda status, message: {"code": str(status), "message": message},
    lambda _, message: {"error": message, "constraintViolations": []},
    lambda _, message: {"constraintViolations": [{"path": "query", "message": message}], "error": "violations"},
    lambda _, message: {"error": "invalid_request", "error_description": message},
    lambda status, message: f"<!DOCTYPE html><html><title>{status}</title><body><h1>{message}</h1></body></html>",
    lambda status, message: {"fault": {"faultstring": message, "detail": {"errorcode": f"gateway.{status}"}}},
)
"""Bodies of a refusal, given status and message, to be used in turn; a text is HTML."""

OCEAN_TEST_ANSWERS = ((200, b'{"resourceType": "NamingSystem"}'), (204, b""), (200, b"not JSON"))
"""Status and body of a passed connection test, to be used in turn: only the status means something."""
