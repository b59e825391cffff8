#!/usr/bin/env bash
# Other ways to run it, each on its own, from the folder of a revision.
set -euo pipefail

export PATH="$PATH:/opt/codedeploy-agent/bin"

# The same command under the name it has in agent 2.x.
sudo codedeploy-agent deploy-local

# The stop script of the revision installed last, before the new one arrives.
sudo codedeploy-local --deployment-group trial \
  --events ApplicationStop,DownloadBundle,Install

# Two hooks again. DownloadBundle and Install come first by themselves.
sudo codedeploy-local --deployment-group trial \
  --events ApplicationStart,ValidateService

# Where files lie already that this group did not install.
sudo codedeploy-local --deployment-group trial --file-exists-behavior OVERWRITE

# A revision from S3. Quoted: to the shell, a bare & ends the command.
sudo codedeploy-local --type zip \
  --bundle-location "s3://orders-releases/orders-8.zip?versionId=abc123&etag=47e8"
