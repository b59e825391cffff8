"""Amazon Resource Names and their parts."""

import re
from dataclasses import dataclass
from typing import Self

_PARTITION = re.compile(r"aws(-[a-z]+)*")
# Besides accounts: the owners of managed policies and of CloudFront's own identities.
_ACCOUNT = re.compile(r"([0-9]{12}|aws|cloudfront)?")


class InvalidArnError(ValueError):
    """The text is not an ARN; the message says why."""


@dataclass(frozen=True, slots=True)
class Arn:
    """One ARN.

    Attributes:
        partition: `aws`, or the name of a separate set of Regions such as `aws-cn`.
        service: The service's prefix, such as `s3`.
        region: The Region; empty for what belongs to none.
        account: The account's twelve digits, or the name of an owner that is no account, such as
            `aws`; empty for what needs no owner to be told apart.
        resource: Everything behind the fifth colon. How it is made up differs by service.
    """

    partition: str
    service: str
    region: str
    account: str
    resource: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read an ARN.

        Raises:
            InvalidArnError: The text is not an ARN.
        """
        # A resource may hold colons of its own: `function:orders:live`, `log-group:/app:*`.
        parts = text.split(":", maxsplit=5)
        if len(parts) != 6 or parts[0] != "arn":
            raise InvalidArnError(
                f"{text!r} is not of the form arn:partition:service:region:account:resource"
            )
        _, partition, service, region, account, resource = parts
        if not _PARTITION.fullmatch(partition):
            raise InvalidArnError(f"{partition!r} in {text!r} is not a partition")
        if not _ACCOUNT.fullmatch(account):
            raise InvalidArnError(f"{account!r} in {text!r} is not an account")
        if not service or not resource:
            raise InvalidArnError(f"{text!r} lacks its service or its resource")
        return cls(partition, service, region, account, resource)

    def __str__(self) -> str:
        """Return the ARN as AWS writes it."""
        parts = (self.partition, self.service, self.region, self.account, self.resource)
        return ":".join(("arn", *parts))
