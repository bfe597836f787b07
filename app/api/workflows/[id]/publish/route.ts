import { serveRoutes } from "@/server/api/rest/serve-routes";
import { workflowPublish } from "@/server/api/rest/workflow-publish";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serveRoutes([workflowPublish]);
