"""What Lambda calls.

The placeholder in infrastructure/function.yaml is inline code, whose module CloudFormation names
`index`. What the pipeline puts in its place must answer to the same name.
"""

from quotes.app import handler

__all__ = ["handler"]
