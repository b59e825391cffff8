#!/usr/bin/env bash
# Deploys a revision to this machine, twice: the second run is the first one
# that calls ApplicationStop. For a machine that may be thrown away.
set -euo pipefail

revision=${1:?name the folder that holds appspec.yml}
group=${2:-trial}
tool=${CODEDEPLOY_LOCAL:-/opt/codedeploy-agent/bin/codedeploy-local}

# An archive, as CodeDeploy gets it: packing and unpacking are tried as well.
bundle=$(mktemp --suffix .tgz)
trap 'rm -f "$bundle"' EXIT
tar --create --gzip --file "$bundle" --directory "$revision" .

for run in first second; do
  echo "== $run deployment"
  sudo "$tool" --bundle-location "$bundle" --type tgz --deployment-group "$group"
done
