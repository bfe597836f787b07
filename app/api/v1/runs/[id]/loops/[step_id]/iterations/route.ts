import { serveRoutes } from "@/server/api/rest/serve-routes";
import { workflowRunIterations } from "@/server/api/rest/workflow-run-iterations";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serveRoutes([workflowRunIterations]);
