import { paymentGet } from "@/server/api/rest/payment-get";
import { serveRoutes } from "@/server/api/rest/serve-routes";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serveRoutes([paymentGet]);
