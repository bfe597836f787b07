import type { NextAuthConfig } from "next-auth";
import { env } from "./env";
import { logger } from "./logger";

/** What proxy.ts needs to read the cookie of a request; it never touches the database. */
export function authConfig(): NextAuthConfig {
  return {
    secret: env().AUTH_SECRET,
    trustHost: true,
    session: { strategy: "jwt", maxAge: 30 * 86_400 },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    providers: [],
    logger: {
      error(error) {
        // A wrong password and a cookie of an earlier installation are no faults of ours. (Names are minified, types are not.)
        const type = "type" in error ? error.type : error.name;
        if (type === "CredentialsSignin" || type === "JWTSessionError") return;
        logger.error({ type, error: error.stack }, "sign-in failed on our side");
      },
      warn: (code) => logger.debug({ code }, "sign-in"),
      debug: () => {},
    },
  };
}
