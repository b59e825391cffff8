import { Authenticator } from "@aws-amplify/ui-react";
import "@aws-amplify/ui-react/styles.css";

/** Amplify's own forms, in front of the application. */
export function Ready() {
  return (
    <Authenticator>
      {({ signOut, user }) => (
        <main>
          <p>Signed in: {user?.signInDetails?.loginId}</p>
          <button onClick={signOut}>Sign out</button>
        </main>
      )}
    </Authenticator>
  );
}
