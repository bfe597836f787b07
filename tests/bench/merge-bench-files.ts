import type { BenchFile, Pass } from "./bench-file";

/** Several measurements as one: a later file's phases take the place of an earlier one's, and all commands are named. */
export function mergeBenchFiles(files: BenchFile[]): BenchFile {
  const [first, ...later] = files;
  if (!first) throw new Error("There is no file to report");
  return {
    ...first,
    command: files.map(({ command }) => command).join("`, then `"),
    passes: later.flatMap(({ passes }) => passes).reduce(withPass, first.passes),
    profiles: files.findLast(({ profiles }) => profiles.length > 0)?.profiles ?? [],
  };
}

function withPass(passes: Pass[], pass: Pass): Pass[] {
  const known = passes.find(({ disk }) => disk === pass.disk);
  if (!known) return [...passes, pass];
  const phases = known.phases.map((phase) => pass.phases.find(({ name }) => name === phase.name) ?? phase);
  const added = pass.phases.filter(({ name }) => !known.phases.some((phase) => phase.name === name));
  return passes.map((one) => (one === known ? { ...one, phases: [...phases, ...added] } : one));
}
