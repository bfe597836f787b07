import { serveRoutes } from "@/server/api/rest/serve-routes";
import { workflowRunSteps } from "@/server/api/rest/workflow-run-steps";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serveRoutes([workflowRunSteps]);
