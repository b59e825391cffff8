import { Amplify } from "aws-amplify";

// From the stack's outputs. All three are public: they stand in every page.
const userPoolId = "ap-northeast-2_AbCdEf123";
const userPoolClientId = "1h57kf5cpq17m0eml12EXAMPLE";
const domain = "orders-example.auth.ap-northeast-2.amazoncognito.com";

// Once, before anything else of Amplify is called.
export function configure(): void {
  const home = `${window.location.origin}/`;
  Amplify.configure({
    Auth: {
      Cognito: {
        userPoolId,
        userPoolClientId,
        loginWith: {
          email: true,
          oauth: {
            domain,
            scopes: ["openid", "email", "aws.cognito.signin.user.admin"],
            redirectSignIn: [home],
            redirectSignOut: [home],
            responseType: "code",
          },
        },
      },
    },
  });
}
