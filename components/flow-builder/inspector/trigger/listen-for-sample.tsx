"use client";

import { useSubscription } from "@trpc/tanstack-react-query";
import { Radio, Square } from "lucide-react";
import { useState } from "react";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { useBuilder, useBuilderStore } from "../../use-builder";
import { useSamples } from "../../use-samples";

/** Waits for the next request to the flow's address, and makes it the sample of the builder. */
export function ListenForSample() {
  const [listening, setListening] = useState(false);
  const [heard, setHeard] = useState(0);
  return (
    <section className="rounded-lg border border-line p-3">
      <div className="flex flex-col items-start gap-2">
        <Button variant={listening ? "secondary" : "primary"} onClick={() => setListening(!listening)}>
          {listening ? <Square aria-hidden /> : <Radio aria-hidden />}
          {listening ? "Stop listening" : "Listen for a sample"}
        </Button>
        <p role="status" className="text-muted text-xs">
          {listening
            ? "Listening: call the address now."
            : heard > 0
              ? "The request is the sample now: its fields can be chosen in every step."
              : "Call the address once, and its fields can be chosen in every step. Nothing is started while the flow is off."}
        </p>
      </div>
      {listening ? (
        <Listener
          onHeard={() => {
            setHeard(heard + 1);
            setListening(false);
          }}
        />
      ) : null}
    </section>
  );
}

function Listener({ onHeard }: { onHeard: () => void }) {
  const trpc = useTRPC();
  const store = useBuilderStore();
  const { slug: workspace } = useWorkspace();
  const flowId = useBuilder((state) => state.flowId);
  const { refetch } = useSamples();
  const { error } = useSubscription(
    trpc.flows.listen.subscriptionOptions(
      { workspace, flowId },
      {
        onData({ id, type, payload }) {
          store.getState().setSample({ id, type, payload });
          // The list has to know it, or it would be taken for one that is gone.
          void refetch();
          onHeard();
        },
      },
    ),
  );
  return error ? <p className="mt-2 text-failed text-xs">{error.message}</p> : null;
}
