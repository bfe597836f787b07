"use client";

import { valueGist } from "@/server/domain/value-gist";
import { useData } from "./data-context";
import { useTemplateEngine } from "./template-engine";

/** Says what an expression gives for the sample; null while that cannot be told. */
export function useLiveValue(): (expression: string) => string | null {
  const { scope } = useData();
  const engine = useTemplateEngine();
  return (expression) => {
    if (!engine) return null;
    try {
      const value = engine.renderValue(`{{${expression}}}`, scope);
      return value === null || value === "" ? "empty in the sample" : valueGist(value, 200);
    } catch (error) {
      return error instanceof Error ? error.message : null;
    }
  };
}
