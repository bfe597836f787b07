import { readFileSync } from "node:fs";
import { join } from "node:path";
import { liveServers } from "./live-servers";

/** What prisma/seed.ts leaves in `<data dir>/demo.json`, mode 0600. */
export type DemoLogin = {
  email: string;
  password: string;
  workspaceId: string;
  userId: string;
  apiKey: string;
  webhookUrl: string;
};

export function readDemo(home: string): DemoLogin | null {
  try {
    return JSON.parse(readFileSync(join(home, "demo.json"), "utf8"));
  } catch {
    return null;
  }
}

/** Where this data directory is served, or would be with the next start. */
export function servedAt(home: string, given: Record<string, string>): string {
  const addresses = liveServers(join(home, "servers")).map((server) => server.url);
  const usual = given.AUTH_URL || `http://localhost:${given.PORT || "3000"}`;
  return addresses.includes(usual) || given.PORT ? usual : (addresses[0] ?? usual);
}
