"""An ID token for tests of a deployed API. Never part of an application."""

import json


class ChallengeLeft(Exception):
    """The sign-in wants more than a password; there is no token yet."""


def id_token(cognito, secrets, user_pool_id, client_id, secret_id):
    """Sign the user in whose name and password lie in Secrets Manager.

    The client is one for tests alone. It allows ALLOW_ADMIN_USER_PASSWORD_AUTH,
    a flow for callers with IAM permissions, which no browser has.
    """
    secret = secrets.get_secret_value(SecretId=secret_id)["SecretString"]
    login = json.loads(secret)
    answer = cognito.admin_initiate_auth(
        UserPoolId=user_pool_id,
        ClientId=client_id,
        AuthFlow="ADMIN_USER_PASSWORD_AUTH",
        AuthParameters={
            "USERNAME": login["username"],
            "PASSWORD": login["password"],
        },
    )
    # NEW_PASSWORD_REQUIRED for a user just created, a second factor, ...
    if "ChallengeName" in answer:
        raise ChallengeLeft(answer["ChallengeName"])
    return answer["AuthenticationResult"]["IdToken"]
