/** `npm start`: database, migrations, demo workspace, production build, then a web and a worker process, supervised. */
import { CHECKOUT_SERVERS, forgetServer } from "../live-servers";
import { claimBuild } from "../production-build";
import { launch, say } from "./launch";

await launch({
  before: ({ url }) => claimBuild(url, say),
  after: () => forgetServer(CHECKOUT_SERVERS),
  programs: (environment) => [
    {
      name: "web",
      args: [
        "node_modules/next/dist/bin/next",
        "start",
        "-H",
        environment.BATON_HOST || "localhost",
        "-p",
        environment.PORT ?? "3000",
      ],
      env: { ...environment, BATON_ROLE: "web", NEXT_MANUAL_SIG_HANDLE: "true" },
    },
    {
      name: "worker",
      args: ["--import", "tsx", "server/ops/worker-main.ts"],
      env: { ...environment, BATON_ROLE: "worker" },
    },
  ],
});
