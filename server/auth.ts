import NextAuth, { CredentialsSignin } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { authConfig } from "./auth.config";
import { AppError } from "./domain/errors";
import { endSession } from "./features/sessions/mutations";
import { clientOf, findIdentity } from "./features/sessions/service";
import { signInWithPassword } from "./features/users/mutations";
import { logger } from "./logger";

/**
 * The cookie is a JWT that names a Session row (`sid`). The row decides: once it is ended there is no session, whatever
 * the cookie says. Made at the first request, because a build has no environment.
 */
export const { handlers, auth, signIn, signOut } = NextAuth(() => {
  const base = authConfig();
  return {
    ...base,
    providers: [
      Credentials({
        credentials: { email: {}, password: { type: "password" } },
        authorize: ({ email, password }, request) =>
          signInWithPassword(text(email), text(password), clientOf(request.headers)).catch(refuse),
      }),
    ],
    callbacks: {
      ...base.callbacks,
      async jwt({ token, user }) {
        if (user) return { sub: user.id, sid: user.sid };
        // The library would take a failure of the database for a forged cookie and delete it. Whoever uses the session
        // (server/api/context.ts) asks for its row again and reports the failure as what it is.
        const known = await findIdentity(token.sid ?? "").catch(() => true);
        return known ? token : null;
      },
    },
    events: {
      async signOut(message) {
        if (!("token" in message) || !message.token?.sub || !message.token.sid) return;
        await endSession(message.token.sub, message.token.sid).catch(() => {});
      },
    },
    logger: {
      ...base.logger,
      error(error) {
        // A wrong password and an unreadable cookie are no faults of ours. (Names are minified, types are not.)
        const type = "type" in error ? String(error.type) : error.name;
        if (type === "CredentialsSignin" || type === "JWTSessionError") return;
        logger.error({ type, error: error.stack, cause: causeOf(error) }, "sign-in failed");
      },
    },
  };
});

/** Carries our words for a refusal out of the library, which hides every error but its own. */
export class RefusedSignIn extends CredentialsSignin {
  constructor(readonly refusal: AppError) {
    super();
    this.code = refusal.code;
  }
}

function refuse(error: unknown): never {
  throw error instanceof AppError ? new RefusedSignIn(error) : error;
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");

function causeOf(error: Error): string | undefined {
  const { cause } = error;
  if (typeof cause === "object" && cause !== null && "err" in cause && cause.err instanceof Error)
    return cause.err.stack;
  return undefined;
}
