import json
import os


def handler(event, context):
    """Answer for the user whose token API Gateway has checked, and for nobody else."""
    claims = event["requestContext"]["authorizer"]["claims"]
    # Never a user ID from the path, the query or the body: anybody can write that.
    owner = claims["sub"]
    if event["httpMethod"] == "POST":
        return _answer(201, {"owner": owner, "placed": json.loads(event["body"])})
    return _answer(200, {"owner": owner, "orders": []})


def _answer(status, body):
    return {
        "statusCode": status,
        "headers": {"Access-Control-Allow-Origin": os.environ.get("ALLOWED_ORIGIN", "null")},
        "body": json.dumps(body),
    }
