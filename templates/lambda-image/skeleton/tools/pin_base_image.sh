#!/usr/bin/env bash
# Pins the base image to what its tag means today, and moves the pin when it is run again.
#
# AWS patches the image behind a tag every few weeks. With the digest, a build gives the same image
# until somebody raises the pin, sees the change and tests it.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."

image=$(sed -n 's/^FROM \([^@ ]*\).*/\1/p' Dockerfile)
digest=$(docker buildx imagetools inspect "$image" --format '{{.Manifest.Digest}}')
if [[ ! $digest =~ ^sha256:[0-9a-f]{64}$ ]]; then
  echo "no digest for $image: $digest" >&2
  exit 1
fi
sed "s|^FROM .*|FROM $image@$digest|" Dockerfile > Dockerfile.pinned
mv Dockerfile.pinned Dockerfile
echo "$image@$digest"
