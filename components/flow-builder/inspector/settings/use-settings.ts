"use client";

import { useCallback } from "react";
import type { FlowSettings } from "@/server/domain/flow-settings";
import { useBuilder, useBuilderStore } from "../../use-builder";
import { type Json, toJson } from "../json-value";

export type SettingsProps = {
  settings: FlowSettings;
  /** `undefined` takes an optional one away. */
  set: <Name extends keyof FlowSettings>(name: Name, value: FlowSettings[Name]) => void;
  readOnly: boolean;
};

/** The flow's settings and how one of them is changed. */
export function useSettings(): Omit<SettingsProps, "readOnly"> {
  const settings = useBuilder((state) => state.definition.settings);
  const store = useBuilderStore();
  const set = useCallback<SettingsProps["set"]>(
    (name, value) => {
      const changes: Partial<Record<keyof FlowSettings, Json>> = { [name]: toJson(value) };
      store.getState().edit({ kind: "set_settings", settings: changes }, { merge: `settings.${name}` });
    },
    [store],
  );
  return { settings, set };
}
