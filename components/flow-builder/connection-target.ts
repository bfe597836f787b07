import { END } from "@/server/domain/flow-limits";
import type { CanvasNode } from "./canvas-model";

/** What a way that is dropped on this box leads to: its step, or the end; null where nothing can end. */
export function connectionTarget({
  id,
  type,
  data,
}: Pick<CanvasNode, "id" | "type" | "data">): string | null {
  if (type === "card") return id;
  return type === "stop" && "text" in data && data.text === "End" ? END : null;
}
