/** case_1, case_2 …: an id that no case of the step has. */
export function freeCaseId(cases: readonly { id: string }[]): string {
  const taken = new Set(cases.map(({ id }) => id));
  let number = cases.length + 1;
  while (taken.has(`case_${number}`)) number++;
  return `case_${number}`;
}
