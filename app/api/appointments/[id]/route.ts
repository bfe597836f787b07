import { appointmentChange } from "@/server/api/rest/appointment-change";
import { appointmentGet } from "@/server/api/rest/appointment-get";
import { serveRoutes } from "@/server/api/rest/serve-routes";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serveRoutes([
  appointmentGet,
  appointmentChange.put,
  appointmentChange.patch,
]);
