"use client";

import type { Connection, Edge, FinalConnectionState } from "@xyflow/react";
import { useMemo, useRef, useState } from "react";
import { END } from "@/server/domain/flow-limits";
import { useBuilderView } from "./builder-view";
import type { CanvasEdge } from "./canvas-model";
import { connectionProblem } from "./connection-problem";
import { useBuilderStore } from "./use-builder";

/** Drawing ways by hand: from a port to a card, to the end, to a new step; and taking the end of one elsewhere. */
export function useConnecting() {
  const store = useBuilderStore();
  const [connecting, setConnecting] = useState(false);
  const taken = useRef<CanvasEdge | null>(null);
  const handlers = useMemo(() => {
    const connect = ({ source, sourceHandle, target }: Connection) =>
      store
        .getState()
        .edit({ kind: "connect", from: source, outlet: sourceHandle ?? "", to: targetOf(target) });
    return {
      isValidConnection: ({ source, sourceHandle, target }: Connection | Edge) =>
        connectionProblem(
          store.getState().definition,
          { stepId: source, outlet: sourceHandle ?? "" },
          targetOf(target),
        ) === null,
      onConnect: connect,
      onConnectStart: () => setConnecting(true),
      onConnectEnd: (event: MouseEvent | TouchEvent, state: FinalConnectionState) => {
        setConnecting(false);
        const { fromNode, fromHandle, toNode } = state;
        if (taken.current || toNode || !fromNode || !fromHandle || !onPane(event)) return;
        const { clientX: x, clientY: y } =
          "changedTouches" in event ? (event.changedTouches[0] ?? ORIGIN) : event;
        useBuilderView
          .getState()
          .choose({ kind: "step", after: { stepId: fromNode.id, outlet: fromHandle.id ?? "" } }, { x, y });
      },
      onReconnect: (_edge: CanvasEdge, connection: Connection) => {
        taken.current = null;
        connect(connection);
      },
      onReconnectStart: (_event: unknown, edge: CanvasEdge) => {
        taken.current = edge;
      },
      onReconnectEnd: (event: MouseEvent | TouchEvent, edge: CanvasEdge) => {
        const dropped = taken.current !== null && onPane(event) && edge.data?.outlet !== "start";
        taken.current = null;
        setConnecting(false);
        if (dropped)
          store
            .getState()
            .edit(
              { kind: "disconnect", from: edge.source, outlet: edge.data?.outlet ?? "" },
              { label: "Way ended" },
            );
      },
    };
  }, [store]);
  return { connecting, ...handlers };
}

const ORIGIN = { clientX: 0, clientY: 0 };

/** Ends of branches have boxes of their own; all of them mean the one end. */
const targetOf = (boxId: string): string => (boxId.startsWith("stop:") ? END : boxId);

const onPane = (event: MouseEvent | TouchEvent): boolean =>
  event.target instanceof Element && event.target.closest(".react-flow__pane") !== null;
