"""Images of containers (code `TD604`)."""

from __future__ import annotations

from collections.abc import Iterator

from awsdev.lint.documents.document import Document, Scalar
from awsdev.lint.finding import Severity
from awsdev.lint.formats.taskdefinition.tree import is_left_open, task_of, value_of
from awsdev.lint.rules.rule import Problem, RuleSet

RULES = RuleSet("ecs-task-definition")


@RULES.rule("TD604", Severity.INFO)
def latest_image(document: Document) -> Iterator[Problem]:
    """An image without a version.

    The tag `latest`, or none, which means the same. Placeholders of a pipeline are left alone.

    ## Why
    Which program runs is then decided when a task starts: two tasks of one service may differ,
    and going back to an earlier revision of the task definition does not bring back the image.

    ## AWS says
    Nothing.

    ## Wrong
    ```json taskdef.json
    {
      "family": "shop",
      "containerDefinitions": [
        {
          "name": "web",
          "image": "public.ecr.aws/nginx/nginx:latest",
          "memory": 256
        }
      ]
    }
    ```

    ## Right
    ```json taskdef.json
    {
      "family": "shop",
      "containerDefinitions": [
        {
          "name": "web",
          "image": "public.ecr.aws/nginx/nginx:1.27",
          "memory": 256
        }
      ]
    }
    ```

    ## Source
    [ContainerDefinition, image](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html)
    """
    for container in task_of(document).containers:
        image = value_of(container.node, "image")
        if not isinstance(image, Scalar) or is_left_open(image) or "@" in image.text:
            continue
        _, colon, tag = image.text.rpartition("/")[2].partition(":")
        if not colon or tag == "latest":
            what = "the tag latest" if colon else "no tag, which means latest"
            yield Problem(
                image,
                f"the image of {container.name or container.place} has {what}",
                "write a version, or a digest (@sha256:…)",
            )
