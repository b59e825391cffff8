"""Connects to the serverless cache with a token of the role, not a password."""

import os

import boto3
from botocore.model import ServiceId
from botocore.signers import RequestSigner
from valkey.cluster import ValkeyCluster
from valkey.credentials import CredentialProvider


class RoleToken(CredentialProvider):
    """Signs a new token for every connection that the client opens."""

    def __init__(self, session, cache_name, user):
        self._cache_name = cache_name
        self._user = user
        self._region = session.region_name
        self._signer = RequestSigner(
            ServiceId("elasticache"),
            self._region,
            "elasticache",
            "v4",
            session.get_credentials(),
            session.events,
        )

    def get_credentials(self):
        """Return the user and the token, a signed URL without its scheme."""
        query = f"Action=connect&User={self._user}&ResourceType=ServerlessCache"
        url = self._signer.generate_presigned_url(
            {
                "method": "GET",
                "url": f"https://{self._cache_name}/?{query}",
                "body": {},
                "headers": {},
                "context": {},
            },
            operation_name="connect",
            expires_in=900,
            region_name=self._region,
        )
        return self._user, url.removeprefix("https://")


def connect():
    """Return a client; a Lambda function calls this outside its handler."""
    return ValkeyCluster(
        host=os.environ["CACHE_ENDPOINT"],
        port=6379,
        ssl=True,
        credential_provider=RoleToken(boto3.Session(), "shop", "shop-app"),
        # A cache that is slower than the database is of no use.
        socket_connect_timeout=1,
        socket_timeout=0.5,
        decode_responses=True,
    )
