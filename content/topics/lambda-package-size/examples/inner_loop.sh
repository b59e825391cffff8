#!/usr/bin/env bash
# From an edit to a function that runs it, from slow to fast. Options stand in samconfig.toml.
set -euo pipefail

# A change of the template: everything, by CloudFormation.
sam build
sam deploy

# A change of one function's code: by the Lambda API, past CloudFormation.
sam sync --code --resource-id Thumbnails

# While you edit: every change as soon as it is saved. Ctrl+C ends it.
sam sync --watch
