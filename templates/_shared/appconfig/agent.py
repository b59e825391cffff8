"""AppConfig Agent: a process beside this one that answers from its copy of the configuration."""

import os
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from urllib.parse import quote

# Far below what a caller waits: an agent that hangs must not take the request down with it.
TIMEOUT_SECONDS = 1.0


class UnavailableError(Exception):
    """The agent gave no configuration; the message says why."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A configuration as the agent has it now.

    Attributes:
        version: The number of the version it comes from.
        content: What the profile holds.
    """

    version: str
    content: bytes


def fetch(entity_id: str) -> Answer:
    """Ask the agent for the configuration.

    Args:
        entity_id: Whom it is for. While a rollout grows, the agent goes by this: who has got the
            new version keeps it, whichever copy of the code answers the next request.

    Raises:
        UnavailableError: The agent is not there, hangs, or has nothing to give yet.
    """
    port = int(os.environ.get("{{ port_variable }}", "2772"))
    # A plain connection, because urllib would ask a proxy where the environment names one.
    connection = HTTPConnection("localhost", port, timeout=TIMEOUT_SECONDS)
    try:
        connection.request("GET", _path(), headers={"Entity-Id": entity_id})
        response = connection.getresponse()
        content = response.read()
    except (OSError, HTTPException) as error:
        raise UnavailableError(f"no answer: {error!r}") from error
    finally:
        connection.close()
    if response.status != HTTPStatus.OK:
        # The reason is in the body: no permission, no such profile, nothing deployed yet.
        raise UnavailableError(f"{response.status}: {content.decode(errors='replace')}")
    return Answer(response.headers.get("Configuration-Version", ""), content)


def _path() -> str:
    application, environment, profile = (
        quote(os.environ[name], safe="")
        for name in ("APPLICATION_ID", "ENVIRONMENT_ID", "PROFILE_ID")
    )
    return f"/applications/{application}/environments/{environment}/configurations/{profile}"
