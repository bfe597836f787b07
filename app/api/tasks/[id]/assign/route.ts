import { serveRoutes } from "@/server/api/rest/serve-routes";
import { taskAssign } from "@/server/api/rest/task-assign";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serveRoutes([taskAssign]);
