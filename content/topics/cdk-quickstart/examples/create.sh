#!/usr/bin/env bash
set -euo pipefail

# The folder's name becomes the project's. init creates a git repository,
# runs npm install and pins the CLI in package.json.
mkdir receipts
cd receipts
npx --yes aws-cdk@2 init app --language typescript

# The files of this page go to lib/ and lambda/; cdk.json starts bin/.
mkdir lambda
echo "import '../lib/app';" > bin/receipts.ts
rm test/receipts.test.ts
