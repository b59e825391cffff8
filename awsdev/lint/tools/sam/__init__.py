"""SAM templates translated to CloudFormation, and the way back from what was made to the source."""
