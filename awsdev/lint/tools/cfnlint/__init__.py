"""cfn-lint as awsdev runs it: rules built once, in a process that works beside our own rules."""
