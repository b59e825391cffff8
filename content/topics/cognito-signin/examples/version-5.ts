// The compiler reports a directive that finds no error below it.

// @ts-expect-error The class is gone; its methods are functions.
import { Auth } from "aws-amplify";
import { Amplify } from "aws-amplify";
import { getCurrentUser, signIn, signUp } from "aws-amplify/auth";

Amplify.configure({
  Auth: {
    // @ts-expect-error All of it stands under `Cognito` now.
    region: "ap-northeast-2",
    userPoolId: "ap-northeast-2_AbCdEf123",
    userPoolWebClientId: "1h57kf5cpq17m0eml12EXAMPLE",
  },
});

export async function asBefore(email: string, password: string) {
  // @ts-expect-error The attributes stand under options.userAttributes.
  await signUp({ username: email, password, attributes: { email } });

  // @ts-expect-error One object, not a list of arguments.
  await signIn(email, password);

  const user = await getCurrentUser();
  // @ts-expect-error Ask fetchUserAttributes for them.
  return user.attributes;
}

export { Auth };
