import { pageOrRefusal } from "@/server/api/page-response";
import { followReferral } from "@/server/api/referral";

type Context = { params: Promise<{ workspace: string; code: string }> };

export const GET = async (request: Request, { params }: Context): Promise<Response> =>
  pageOrRefusal(async () => {
    const { workspace = "", code = "" } = await params;
    return followReferral(workspace, code, request);
  });
