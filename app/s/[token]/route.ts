import { pageOrRefusal } from "@/server/api/page-response";
import { survey } from "@/server/api/survey";

type Context = { params: Promise<{ token: string }> };

export const GET = async (_: Request, { params }: Context): Promise<Response> =>
  pageOrRefusal(async () => survey.show((await params).token));

export const POST = async (request: Request, { params }: Context): Promise<Response> =>
  pageOrRefusal(async () => survey.act((await params).token, request));
