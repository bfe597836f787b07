import { serveRoutes } from "@/server/api/rest/serve-routes";
import { workflowList } from "@/server/api/rest/workflow-list";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serveRoutes(
  [workflowList],
  "Create a flow with POST /api/workflows/create.",
);
