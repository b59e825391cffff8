"""What `$input`, `$util` and `$context` offer (codes `VT2…`)."""

from __future__ import annotations

from collections.abc import Iterator

from awsdev.lint.documents.document import Document
from awsdev.lint.finding import Severity
from awsdev.lint.formats.vtl.template import API_GATEWAY_INPUT, Service, Template, template_of
from awsdev.lint.formats.vtl.tree import Call, Literal, Property, Reference
from awsdev.lint.rules.rule import Problem, RuleSet
from awsdev.names import closest, valid_ones

RULES = RuleSet("vtl", topic="vtl-mapping")

_UTIL = {
    Service.API_GATEWAY: (
        *("escapeJavaScript", "parseJson", "urlEncode", "urlDecode"),
        *("base64Encode", "base64Decode"),
    ),
    Service.APPSYNC: (
        *("escapeJavaScript", "urlEncode", "urlDecode", "base64Encode", "base64Decode"),
        *("parseJson", "toJson", "autoId", "autoUlid", "autoKsuid"),
        *("unauthorized", "error", "appendError", "validate"),
        *("isNull", "isNullOrEmpty", "isNullOrBlank"),
        *("defaultIfNull", "defaultIfNullOrEmpty", "defaultIfNullOrBlank"),
        *("isString", "isNumber", "isBoolean", "isList", "isMap", "typeOf", "matches"),
        *("authType", "quiet", "qr", "time", "list", "map", "dynamodb", "rds", "http", "xml"),
        *("transform", "math", "str"),
    ),
}
"""Functions of `$util` and groups of functions, by service."""
_CONTEXT = (
    *("accountId", "apiId", "authorizer", "awsEndpointRequestId", "connectedAt", "connectionId"),
    *("deploymentId", "disconnectReason", "disconnectStatusCode", "domainName", "domainPrefix"),
    *("error", "eventType", "extendedRequestId", "httpMethod", "identity", "isCanaryRequest"),
    *("messageDirection", "messageId", "path", "protocol", "requestId", "requestOverride"),
    *("requestTime", "requestTimeEpoch", "resourceId", "resourcePath", "responseOverride"),
    *("routeKey", "stage", "status", "wafResponseCode", "webaclArn", "xrayTraceId"),
)
_CONTEXT_PARTS = {
    "identity": (
        *("accountId", "apiKey", "apiKeyId", "caller", "clientCert"),
        *("cognitoAuthenticationProvider", "cognitoAuthenticationType", "cognitoIdentityId"),
        *("cognitoIdentityPoolId", "principalOrgId", "sourceIp", "user", "userAgent", "userArn"),
        *("vpcId", "vpceId"),
    ),
    "requestOverride": ("header", "path", "querystring"),
    "responseOverride": ("header", "status"),
}
_ONLY_LOGGED = ("integrationLatency", "integrationStatus", "responseLatency", "responseLength")
"""What API Gateway documents for access logs alone."""
_MOST_ARGUMENTS = {"json": 1, "path": 1, "params": 1}
_LEAST_ARGUMENTS = {"json": 1, "path": 1, "params": 0}


@RULES.rule("VT201", Severity.WARNING)
def unknown_input(document: Document) -> Iterator[Problem]:
    """Something that `$input` does not have.

    API Gateway documents `$input.body`, `$input.json(…)`, `$input.params(…)` and
    `$input.path(…)`. A template that sets `$input` itself, or is AppSync's, is left alone.

    ## Why
    Velocity puts out a reference without a value as it is written.

    ## AWS says
    Nothing; the integration gets the text `$input.…`.

    ## Wrong
    ```vtl request.vtl
    { "id": $input.jsn('$.id') }
    ```

    ## Right
    ```vtl request.vtl
    { "id": $input.json('$.id') }
    ```

    ## Source
    [Variables for data transformations](https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html)
    """
    template = template_of(document)
    for step in _steps_of(template, "input", Service.API_GATEWAY):
        if step.name not in API_GATEWAY_INPUT and not _is_of_java(step.name):
            yield Problem(
                template.span(step.start + 1, step.start + 1 + len(step.name)),
                f"$input has no {step.name}",
                valid_ones(step.name, API_GATEWAY_INPUT),
            )


@RULES.rule("VT202", Severity.WARNING)
def unknown_util(document: Document) -> Iterator[Problem]:
    r"""A function that `$util` does not have.

    API Gateway's and AppSync's functions differ; which are meant, the template's other
    variables tell. A template that tells neither, or sets `$util` itself, is left alone.

    ## Why
    Velocity puts out a call without a value as it is written.

    ## AWS says
    Nothing in API Gateway; the integration gets the text `$util.…`.

    ## Wrong
    ```vtl request.vtl
    { "name": "$util.escapeJavascript($input.params('name')).replaceAll("\\'", "'")" }
    ```

    ## Right
    ```vtl request.vtl
    { "name": "$util.escapeJavaScript($input.params('name')).replaceAll("\\'", "'")" }
    ```

    ## Source
    [Variables for data transformations](https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html),
    [AppSync utility reference](https://docs.aws.amazon.com/appsync/latest/devguide/resolver-util-reference.html)
    """
    template = template_of(document)
    functions = _UTIL.get(template.service, ())
    names = ("util", "utils") if template.service is Service.APPSYNC else ("util",)
    for step in (step for name in names for step in _steps_of(template, name, template.service)):
        if functions and step.name not in functions and not _is_of_java(step.name):
            yield Problem(
                template.span(step.start + 1, step.start + 1 + len(step.name)),
                f"$util has no {step.name} in {_named(template.service)}",
                _util_hint(step.name, template.service),
            )


@RULES.rule("VT203", Severity.WARNING)
def unknown_context(document: Document) -> Iterator[Problem]:
    """A property of `$context` that is likely misspelt, or is there for access logs only.

    API Gateway may add properties at any time, so a name is only reported where it is close to
    one that is documented.

    ## Why
    Velocity puts out a reference without a value as it is written.

    ## AWS says
    Nothing; the integration gets the text `$context.…`.

    ## Wrong
    ```vtl request.vtl
    { "ip": "$context.identity.sourceIP", "id": "$context.requestId" }
    ```

    ## Right
    ```vtl request.vtl
    { "ip": "$context.identity.sourceIp", "id": "$context.requestId" }
    ```

    ## Source
    [Variables for data transformations](https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html)
    """
    template = template_of(document)
    if template.service is not Service.API_GATEWAY or "context" in template.assigned:
        return
    for reference in template.references:
        if reference.name == "context":
            yield from _context_problems(template, reference)


@RULES.rule("VT204", Severity.WARNING)
def input_arguments(document: Document) -> Iterator[Problem]:
    """A function of `$input` that is called in a way it does not offer.

    `json` and `path` take one JSONPath, `params` one name or nothing, all of them in quotes or
    from a variable.

    ## Why
    A word without quotes has no value, so the function looks for nothing.

    ## AWS says
    Nothing.

    ## Wrong
    ```vtl request.vtl
    { "id": "$util.urlEncode($input.params(id))" }
    ```

    ## Right
    ```vtl request.vtl
    { "id": "$util.urlEncode($input.params('id'))" }
    ```

    ## Source
    [Variables for data transformations](https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html)
    """
    template = template_of(document)
    for step in _steps_of(template, "input", Service.API_GATEWAY):
        if isinstance(step, Call) and step.name in _MOST_ARGUMENTS:
            yield from _argument_problems(template, step)


def _argument_problems(template: Template, call: Call) -> Iterator[Problem]:
    words = [one for one in call.arguments if isinstance(one, Literal) and one.text.isidentifier()]
    for word in words:
        message = f"{word.text} stands without quotes, so it has no value"
        hint = f"write $input.{call.name}('{word.text}')"
        yield Problem(template.span_of(word), message, hint)
    count = len(call.arguments)
    if not words and not _LEAST_ARGUMENTS[call.name] <= count <= _MOST_ARGUMENTS[call.name]:
        message = f"$input.{call.name} takes one argument, not {count or 'none'}"
        yield Problem(template.span(call.start + 1, call.end), message)


def _steps_of(template: Template, variable: str, service: Service) -> Iterator[Property | Call]:
    """Yield the first step of every reference to a variable that the service sets."""
    if template.service is not service or variable in template.assigned:
        return
    for reference in template.references:
        step = reference.steps[0] if reference.steps else None
        if reference.name == variable and isinstance(step, Property | Call):
            yield step


def _is_of_java(name: str) -> bool:
    """Return whether a name may be a method that every Java object has, or a getter."""
    return name in ("toString", "equals", "hashCode", "class") or name.startswith("get")


def _named(service: Service) -> str:
    return "API Gateway" if service is Service.API_GATEWAY else "AppSync"


def _util_hint(name: str, service: Service) -> str:
    other = Service.APPSYNC if service is Service.API_GATEWAY else Service.API_GATEWAY
    hint = valid_ones(name, _UTIL[service])
    return f"it is a function of {_named(other)}; {hint}" if name in _UTIL[other] else hint


def _context_problems(template: Template, reference: Reference) -> Iterator[Problem]:
    valid: tuple[str, ...] = _CONTEXT
    for step in reference.steps[:2]:
        if not isinstance(step, Property):
            return
        # Velocity 1.7 takes hyphens for a part of the name, Velocity 2 for its end.
        name = step.name.split("-")[0]
        span = template.span(step.start + 1, step.start + 1 + len(name))
        if name in _ONLY_LOGGED and valid is _CONTEXT:
            yield Problem(span, f"$context.{name} is there for access logs only")
            return
        if name not in valid:
            if near := closest(name, valid, limit=1):
                yield Problem(span, f"$context has no {name}", f"did you mean {near[0]}?")
            return
        if name not in _CONTEXT_PARTS:
            return
        valid = _CONTEXT_PARTS[name]
