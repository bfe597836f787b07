import type { NextAuthConfig } from "next-auth";
import { sha256 } from "./crypto";
import { env } from "./env";

/** The part of the configuration that proxy.ts can use too: it reads the cookie and never touches the database. */
export function authConfig(): NextAuthConfig {
  return {
    secret: env().AUTH_SECRET,
    trustHost: true,
    session: { strategy: "jwt", maxAge: 30 * 86_400 },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    cookies: { sessionToken: { name: sessionCookie() } },
    providers: [],
    // An unreadable cookie (of an earlier installation on the same host) is no error: its owner signs in again.
    logger: { error: () => {}, warn: () => {}, debug: () => {} },
    callbacks: {
      /** Asked by proxy.ts. The page itself checks the session's row; this spares it visitors without a cookie. */
      authorized({ request, auth }) {
        if (auth) return true;
        const { pathname, search, origin } = request.nextUrl;
        return Response.redirect(
          new URL(`/sign-in?callbackUrl=${encodeURIComponent(pathname + search)}`, origin),
        );
      },
      jwt: ({ token, user }) => (user ? { sub: user.id, sid: user.sid } : token),
      session: ({ session, token }) => ({ ...session, sid: token.sid }),
    },
  };
}

/** Cookies do not know ports: two installations on one host would sign each other's people out under one name. */
export function sessionCookie(): string {
  const { AUTH_SECRET, AUTH_URL } = env();
  const prefix = AUTH_URL?.startsWith("https:") ? "__Secure-" : "";
  return `${prefix}baton-session-${sha256(`cookie ${AUTH_SECRET}`).slice(0, 8)}`;
}

declare module "next-auth" {
  interface User {
    sid?: string;
  }
  interface Session {
    sid?: string;
  }
}

declare module "@auth/core/jwt" {
  interface JWT {
    sid?: string;
  }
}
