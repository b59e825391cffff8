"""What the SAM translator says (code `SM001`)."""

from __future__ import annotations

from awsdev.lint.finding import Severity, Span
from awsdev.lint.rules.rule import Problem, RuleSet

RULES = RuleSet("sam")


@RULES.raised("SM001", Severity.ERROR)
def refused_by_translator(message: str, span: Span) -> Problem:
    """SAM refuses to translate the template.

    The template was translated with the SAM translator, the code that runs in
    CloudFormation, with stand-ins for artifacts and for parameters without a default.

    ## Why
    The deployment ends before the first resource, after packaging and upload.

    ## AWS says
    `Failed to create changeset … Transform AWS::Serverless-2016-10-31 failed with: Invalid
    Serverless Application Specification document.` and the message given here.

    ## Wrong
    ```yaml template.yaml
    Transform: AWS::Serverless-2016-10-31
    Resources:
      Worker:
        Type: AWS::Serverless::Function
        Properties:
          Runtime: python3.14
          Handler: app.handler
          CodeUri: src/
          DeploymentPreference:
            Type: Canary10Percent5Minutes
    ```

    ## Right
    ```yaml template.yaml
    Transform: AWS::Serverless-2016-10-31
    Resources:
      Worker:
        Type: AWS::Serverless::Function
        Properties:
          Runtime: python3.14
          Handler: app.handler
          CodeUri: src/
          AutoPublishAlias: live
          DeploymentPreference:
            Type: Canary10Percent5Minutes
    ```

    ## Source
    [AWS SAM translator](https://github.com/aws/serverless-application-model)
    """
    return Problem(span, message, service_error=message)
