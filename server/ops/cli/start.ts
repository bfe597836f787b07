/** `npm start`: database, migrations, demo workspace, production build, then a web and a worker process, supervised. */
import { CHECKOUT_SERVERS, forgetServer } from "../live-servers";
import { claimBuild } from "../production-build";
import { launch, say } from "./launch";

/** MB. Requests and turns leave much that dies young: with the default of 16 a tenth of the processes' time is spent collecting it. */
const ROOM_FOR_THE_YOUNG = "--max-semi-space-size=32";

await launch({
  before: ({ url }) => claimBuild(url, say),
  after: () => forgetServer(CHECKOUT_SERVERS),
  programs: (environment) => [
    {
      name: "web",
      args: [
        ROOM_FOR_THE_YOUNG,
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
      args: [ROOM_FOR_THE_YOUNG, "--import", "tsx", "server/ops/worker-main.ts"],
      env: { ...environment, BATON_ROLE: "worker" },
    },
  ],
});
