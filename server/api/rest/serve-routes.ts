import { preflightHeaders } from "./cors";
import { methodProblem } from "./problem-response";
import { type RestRoute, type RouteContext, requestIdOf } from "./rest-route";

type Answer = (request: Request, context: RouteContext) => Promise<Response>;

/**
 * The handlers of one route file, for every method: those of the routes, a preflight, and words where there is none.
 * `hint` says what to do instead of a method that does not work.
 */
export function serveRoutes(routes: RestRoute[], hint?: string): Record<Method, Answer> {
  const methods = routes.map(({ contract }) => contract.method);
  const allow = [...methods, ...(methods.includes("GET") ? ["HEAD"] : []), "OPTIONS"].join(", ");
  const path = routes[0]?.contract.path ?? "/";
  const answerOf = (method: Method): Answer =>
    routes.find(({ contract }) => contract.method === method)?.answer ?? refuse;

  const refuse: Answer = async (request) => {
    const requestId = requestIdOf(request);
    return methodProblem(request.method, allow, hint ?? `Use ${methods.join(" or ")}.`, requestId);
  };

  const preflight: Answer = async (request) =>
    new Response(null, {
      status: 204,
      headers: { allow, ...(await preflightHeaders(path, request, allow)) },
    });

  return {
    GET: answerOf("GET"),
    POST: answerOf("POST"),
    PUT: answerOf("PUT"),
    PATCH: answerOf("PATCH"),
    DELETE: answerOf("DELETE"),
    OPTIONS: preflight,
  };
}

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS";
