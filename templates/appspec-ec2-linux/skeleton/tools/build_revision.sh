#!/usr/bin/env bash
# Lays out in dist/ what CodeDeploy takes: appspec.yml at the root, and all that it names.
#
# The wheels are those of the Python that runs this, on the platform that runs this. Packages with
# compiled parts must be built on Amazon Linux 2023, with the instances' processor and Python.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."

rm -rf dist
mkdir dist
cp -R appspec.yml requirements.txt scripts src systemd dist/
find dist -type d -name __pycache__ -prune -exec rm -rf {} +
python3 -m pip wheel --quiet --wheel-dir dist/wheels --requirement requirements.txt
