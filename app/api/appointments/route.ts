import { appointmentCreate } from "@/server/api/rest/appointment-create";
import { appointmentList } from "@/server/api/rest/appointment-list";
import { serveRoutes } from "@/server/api/rest/serve-routes";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serveRoutes([appointmentList, appointmentCreate]);
