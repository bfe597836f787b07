import { env } from "@/server/env";

/** Where a survey is answered. */
export const surveyUrl = (token: string): string =>
  `${env().AUTH_URL ?? `http://localhost:${env().PORT}`}/s/${token}`;
