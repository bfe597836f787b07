"use client";

import { Download } from "lucide-react";
import { Button } from "@/components/ui/button";
import { formatNumber } from "@/components/ui/format-number";
import { useSaveCharges } from "./use-save-charges";
import type { UsageView } from "./use-usage-view";

/** Saves the charges that are listed as a file, and says how far it is. */
export function ExportUsage({ view }: { view: UsageView }) {
  const { save, progress } = useSaveCharges();
  return (
    <Button onClick={() => void save(view)} pending={progress !== null}>
      <Download aria-hidden />
      <span>
        {progress?.of ? `${formatNumber(progress.done)} of ${formatNumber(progress.of)} charges` : "Export"}
      </span>
    </Button>
  );
}
