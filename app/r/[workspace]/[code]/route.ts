import { followReferral } from "@/server/api/referral";

type Context = { params: Promise<{ workspace: string; code: string }> };

export const GET = async (request: Request, { params }: Context): Promise<Response> => {
  const { workspace = "", code = "" } = await params;
  return followReferral(workspace, code, request);
};
