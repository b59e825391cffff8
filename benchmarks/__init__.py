"""awsdev's speed, measured beside that of the tools it builds on."""
