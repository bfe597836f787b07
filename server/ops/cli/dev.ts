/** `npm run dev`: everything in one process that reloads. The worker lives in it through instrumentation.ts. */
import { launch } from "./launch";

await launch({
  programs: (environment) => [
    {
      name: "dev",
      args: [
        "node_modules/next/dist/bin/next",
        "dev",
        "-H",
        environment.BATON_HOST || "localhost",
        "-p",
        environment.PORT ?? "3000",
      ],
      env: { ...environment, NODE_ENV: "development", BATON_ROLE: "all", NEXT_MANUAL_SIG_HANDLE: "true" },
    },
  ],
});
