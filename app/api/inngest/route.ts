import { serveFunctions } from "@/inngest/serve-functions";

export const dynamic = "force-dynamic";

/** For an Inngest server. 404 unless a signing key is set. */
export const GET = serveFunctions;
export const POST = serveFunctions;
export const PUT = serveFunctions;
