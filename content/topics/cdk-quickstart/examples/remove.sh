#!/usr/bin/env bash
set -euo pipefail

export AWS_PROFILE=receipts-dev

# Asks first. The bucket goes too: this stack was made disposable.
npx cdk destroy ReceiptsDev
