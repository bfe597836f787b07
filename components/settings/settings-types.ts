import type { inferRouterOutputs } from "@trpc/server";
import type { AppRouter } from "@/server/api/root";

type Outputs = inferRouterOutputs<AppRouter>;

export type Member = Outputs["members"]["list"][number];
export type OpenSession = Outputs["sessions"]["list"][number];
export type ApiKey = Outputs["apiKeys"]["list"][number];
export type AuditEntry = Outputs["audit"]["list"]["entries"][number];
