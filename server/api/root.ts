import { apiKeysRouter } from "@/server/features/api-keys/router";
import { auditRouter } from "@/server/features/audit/router";
import { membersRouter } from "@/server/features/members/router";
import { sessionsRouter } from "@/server/features/sessions/router";
import { usersRouter } from "@/server/features/users/router";
import { workspacesRouter } from "@/server/features/workspaces/router";
import { router } from "./procedures";

export const appRouter = router({
  apiKeys: apiKeysRouter,
  audit: auditRouter,
  members: membersRouter,
  sessions: sessionsRouter,
  users: usersRouter,
  workspaces: workspacesRouter,
});

export type AppRouter = typeof appRouter;
