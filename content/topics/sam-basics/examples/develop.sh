#!/usr/bin/env bash
# From a changed file to the cloud. Run it where template.yaml lies.
set -euo pipefail

sam validate --lint
sam build

# Run the function in a container on this machine, with a request as API Gateway sends it.
mkdir -p events
sam local generate-event apigateway aws-proxy --method GET --path hello > events/hello.json
sam local invoke HelloFunction --event events/hello.json

# Upload, make a change set, show it, ask, execute it, wait.
sam deploy
sam list endpoints --output json
