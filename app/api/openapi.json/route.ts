import { openApiDocument } from "@/server/api/rest/openapi";

/** The document by which tools know the REST API. It holds nothing of any workspace. */
export function GET() {
  return Response.json(openApiDocument(), { headers: { "cache-control": "public, max-age=300" } });
}
