"""Follows a configuration without the agent: one session, polled."""

import json
import logging
import os
import threading

import boto3
from botocore.exceptions import BotoCoreError, ClientError

log = logging.getLogger(__name__)


class Configuration:
    """The latest configuration; `value` may be read from any thread."""

    def __init__(self, client, source, default, interval=60):
        self.value = default
        self._client = client
        self._source = source
        self._interval = interval
        self._token = None

    def refresh(self):
        """Ask once; return the seconds to wait before the next time."""
        if self._token is None:
            session = self._client.start_configuration_session(
                **self._source,
                RequiredMinimumPollIntervalInSeconds=self._interval,
            )
            self._token = session["InitialConfigurationToken"]
        # A token is good for one call: if this one fails, begin again.
        token, self._token = self._token, None
        ask = self._client.get_latest_configuration
        answer = ask(ConfigurationToken=token)
        self._token = answer["NextPollConfigurationToken"]
        data = answer["Configuration"].read()
        if data:  # Empty means unchanged, not empty.
            self._take(data)
        return answer["NextPollIntervalInSeconds"]

    def _take(self, data):
        try:
            self.value = json.loads(data)
        except ValueError:
            log.error("not JSON: going on with the value before")

    def follow(self, stop):
        """Poll until `stop` is set; nothing that fails ends it."""
        while not stop.is_set():
            try:
                wait = self.refresh()
            except (BotoCoreError, ClientError):
                log.exception("no answer: going on with the value before")
                wait = self._interval
            stop.wait(wait)


def start():
    """Begin to follow in a thread of its own."""
    limits = Configuration(
        boto3.client("appconfigdata"),
        source={
            "ApplicationIdentifier": os.environ["APPLICATION_ID"],
            "EnvironmentIdentifier": os.environ["ENVIRONMENT_ID"],
            "ConfigurationProfileIdentifier": os.environ["PROFILE_ID"],
        },
        default={"orders_per_minute": 60},
    )
    stop = threading.Event()
    threading.Thread(target=limits.follow, args=[stop], daemon=True).start()
    return limits, stop
