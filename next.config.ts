import type { NextConfig } from "next";

const config: NextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  devIndicators: { position: "bottom-right" },
  serverExternalPackages: ["@node-rs/argon2", "pg", "@prisma/adapter-pg", "inngest", "pino", "undici"],
};

export default config;
