"""What IAM knows of actions and resources, for every format that holds policies."""
