import { pageOrRefusal } from "@/server/api/page-response";
import { unsubscribe } from "@/server/api/unsubscribe";

type Context = { params: Promise<{ token: string }> };

export const GET = async (_: Request, { params }: Context): Promise<Response> =>
  pageOrRefusal(async () => unsubscribe.show((await params).token));

export const POST = async (request: Request, { params }: Context): Promise<Response> =>
  pageOrRefusal(async () => unsubscribe.act((await params).token, request));
