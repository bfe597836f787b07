import type { NextConfig } from "next";

const config: NextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  // Types are checked by `npm run typecheck`, which the tests begin with: a start need not do it again.
  typescript: { ignoreBuildErrors: true },
  devIndicators: { position: "bottom-right" },
  // A lock file in a directory above would make Next.js take that one for the project.
  turbopack: { root: import.meta.dirname },
  outputFileTracingRoot: import.meta.dirname,
  serverExternalPackages: [
    "@node-rs/argon2",
    "pg",
    "@prisma/adapter-pg",
    "inngest",
    "pino",
    "stripe",
    "undici",
  ],
};

export default config;
