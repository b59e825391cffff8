"""Which texts IAM takes for resources."""

from __future__ import annotations

import re

_LEGACY = "MalformedPolicyDocument: The policy failed legacy parsing"
_REFUSED = "MalformedPolicyDocument: "
_IAM_PATH = (
    'IAM resource path must either be "*" or start with user/, federated-user/, role/, group/, '
    "instance-profile/, mfa/, server-certificate/, policy/, sms-mfa/, saml-provider/, "
    "oidc-provider/, report/, access-report/."
)
_ARN_FORM = "arn:partition:service:region:account:resource"
_PARTITION = re.compile(r"aws(?:-[a-z0-9]+)*")


def fault_of_resource(text: str) -> tuple[str, str, str] | None:
    """Return what is wrong with a resource, what to do, and IAM's words; or None.

    IAM asks little: a partition that is there, a service, enough colons.
    """
    parts = text.split(":", 5)
    if text == "*":
        return None
    if len(parts) == 1:
        is_name = re.fullmatch("[a-z0-9./*-]+", text)
        hint = f"write arn:aws:s3:::{text} for a bucket" if is_name else f"write {_ARN_FORM}"
        words = f'Resource {text} must be in ARN format or "*".'
        return f'{text or "an empty text"} is neither an ARN nor "*"', hint, _REFUSED + words
    return _fault_of_partition(text, parts) or _fault_of_fields(text, parts)


def _fault_of_partition(text: str, parts: list[str]) -> tuple[str, str, str] | None:
    if parts[1] == "*" or _PARTITION.fullmatch(parts[1]):
        return None
    # IAM takes what stands before the first colon for arn, whatever it is.
    fields = [*parts[2:], *["*"] * (6 - len(parts))]
    whole = f"arn:{parts[1]}:{':'.join(fields)}"
    words = f'{_REFUSED}Partition "{parts[1]}" is not valid for resource "{whole}".'
    if parts[0] == "arn":
        return f"{parts[1] or 'nothing'} is no partition in {text}", f"write {_ARN_FORM}", words
    hint = f"write arn:{text}" if _PARTITION.fullmatch(parts[0]) else f"write {_ARN_FORM}"
    return f"{text} does not begin with arn:", hint, words


def _fault_of_fields(text: str, parts: list[str]) -> tuple[str, str, str] | None:
    """Return what is wrong with what follows the partition, or None."""
    hint = f"write {_ARN_FORM}"
    if len(parts) == 2:
        words = "Resource vendor must be fully qualified and cannot contain regexes."
        return f"{text} names no service", hint, _REFUSED + words
    if not parts[2]:
        return f"{text} names no service", hint, _LEGACY
    if len(parts) < 6:
        hint += "; region and account may be empty, their colons stay"
        few = f"{text} has {text.count(':')} colons, not 5"
        return (few, hint, _LEGACY) if "::" in text else None
    return _fault_in_service(text, *parts[2:])


def _fault_in_service(
    text: str, service: str, region: str, account: str, name: str
) -> tuple[str, str, str] | None:
    """Return what S3 and IAM do not take in ARNs of their own, or None."""
    has_region = region not in ("", "*")
    if service == "s3" and has_region and not account:
        words = f"{_REFUSED}Resource {text} can not contain region information."
        return f"{text} names a region, which ARNs of buckets do not", "leave it out", words
    if service == "iam" and has_region:
        words = f"{_REFUSED}IAM resource {text} cannot contain region information."
        return f"{text} names a region, which ARNs of IAM do not", "leave it out", words
    if service == "iam" and name != "root" and not any(sign in name for sign in "/*?"):
        hint = "write what it is before the name, such as role/orders"
        return f"{text} does not say what {name or 'it'} is", hint, _REFUSED + _IAM_PATH
    return None
