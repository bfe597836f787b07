import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { Estimate } from "./cost-types";
import { tokensInWords } from "./token-words";

type CostPathsProps = Pick<Estimate["perRun"], "paths" | "complete">;

/** What a run costs by the way it goes, the cheapest first. */
export function CostPaths({ paths, complete }: CostPathsProps) {
  return (
    <div>
      <h3 className="px-4 pt-3 pb-1 font-medium">A run, by the way it goes</h3>
      <Table label="Cost of a run by its way">
        <TableHead>
          <tr>
            <TableHeader>When</TableHeader>
            <TableHeader className="text-right">Costs</TableHeader>
          </tr>
        </TableHead>
        <TableBody>
          {paths.map((path) => (
            <TableRow key={`${path.words} ${path.milliTokens}`}>
              <TableCell>
                <span className="block max-w-[80ch] break-words py-0.5">{capital(path.words)}</span>
              </TableCell>
              <TableCell className="text-right tabular-nums">
                <span className="whitespace-nowrap">{tokensInWords(path.milliTokens)}</span>
                {path.more.map(({ milliTokens, each }) => (
                  <span key={each} className="block text-muted text-xs">
                    + {tokensInWords(milliTokens)} for each {each}
                  </span>
                ))}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {complete ? null : (
        <p className="px-4 pt-1 text-muted text-xs">
          There are more ways than are told here; the dearest price is that of all steps at once.
        </p>
      )}
    </div>
  );
}

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
