import type { BenchFile, Pass, PhaseOutcome, Profile } from "./bench-file";

const DISKS = { own: "this disk", emulated: "every flush 2 ms longer" } as const;

/** The figures of a benchmark as Markdown: one table of all phases, the aims, the profiles. */
export function reportOf(file: BenchFile): string {
  return [
    machineText(file),
    figuresTable(file.passes),
    aimsText(file.passes),
    ...file.profiles.map(profileText),
  ]
    .filter(Boolean)
    .join("\n\n");
}

function machineText({ machine, passes, at, seconds, command }: BenchFile): string {
  const { cpu, cores, memoryGb, node, postgres, fsync, synchronousCommit } = machine;
  const flush = passes.map(
    ({ disk, flushMs, commitMs }) => `${DISKS[disk]}: ${flushMs} ms a flush, ${commitMs} ms a commit`,
  );
  return `${cores} cores (${cpu}), ${memoryGb} GB, Node ${node}, PostgreSQL ${postgres} with fsync ${fsync} and synchronous_commit ${synchronousCommit}, ${at.slice(0, 10)}, ${seconds} s a phase; ${flush.join("; ")}. \`${command}\``;
}

function figuresTable(passes: Pass[]): string {
  const header = ["phase", "figure", ...passes.map(({ disk }) => DISKS[disk])];
  const lines = phaseNames(passes).flatMap((name) => linesOf(name, passes));
  return [header, header.map(() => "---"), ...lines].map(tableLine).join("\n");
}

function linesOf(name: string, passes: Pass[]): string[][] {
  const outcomes = passes.map(({ phases }) => phases.find((phase) => phase.name === name));
  const title = outcomes.find((outcome) => outcome)?.title ?? name;
  const figures = [
    ...new Set(outcomes.flatMap((outcome) => outcome?.result?.rows.map(([figure]) => figure) ?? [])),
  ];
  if (figures.length === 0) return [[title, "", ...outcomes.map((outcome) => cellOf(outcome, ""))]];
  return figures.map((figure, index) => [
    index === 0 ? title : "",
    figure,
    ...outcomes.map((outcome) => cellOf(outcome, figure)),
  ]);
}

function cellOf(outcome: PhaseOutcome | undefined, figure: string): string {
  if (!outcome) return "";
  if (outcome.failed !== null)
    return `could not be measured: ${outcome.failed.split("\n")[0]?.slice(0, 200)}`;
  return outcome.result?.rows.find(([name]) => name === figure)?.[1] ?? "";
}

function aimsText(passes: Pass[]): string {
  const lines = passes.flatMap(({ disk, phases }) =>
    phases.flatMap(({ name, result }) =>
      (result?.aims ?? []).map(({ aim, measured, reached }) => [
        name,
        DISKS[disk],
        aim,
        measured,
        reached ? "reached" : "not reached",
      ]),
    ),
  );
  if (lines.length === 0) return "";
  const header = ["phase", "disk", "aim", "measured", ""];
  return [header, header.map(() => "---"), ...lines].map(tableLine).join("\n");
}

function profileText({ process, seconds, folders, functions }: Profile): string {
  const shares = folders.map(({ name, percent }) => [name, `${percent} %`]);
  const top = functions.map(({ name, place, percent }) => [`\`${name}\``, place, `${percent} %`]);
  return [
    `CPU of the ${process} process over ${seconds} s of two-step runs, by where the code comes from:`,
    [["from", "share"], ["---", "---"], ...shares].map(tableLine).join("\n"),
    "Functions by their own time:",
    [["function", "in", "share"], ["---", "---", "---"], ...top].map(tableLine).join("\n"),
  ].join("\n\n");
}

const phaseNames = (passes: Pass[]) => [
  ...new Set(passes.flatMap(({ phases }) => phases.map(({ name }) => name))),
];

const tableLine = (cells: string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
