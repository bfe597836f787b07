import { serveRoutes } from "@/server/api/rest/serve-routes";
import { workflowRun } from "@/server/api/rest/workflow-run";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serveRoutes([workflowRun]);
