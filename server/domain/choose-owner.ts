/**
 * Who of a pool gets the next contact. Everybody on duty gets as much as their weight says, one after the other: each
 * contact adds to the share of whoever gets it, the less the larger their weight, and the smallest share is next. Of
 * equals it is who waited longest, then the larger weight, then the order of the pool.
 */
export type PoolMember = {
  userId: string;
  name: string;
  /** Order within the pool. */
  place: number;
  /** 1 to 10: 2 gets twice as many as 1. */
  weight: number;
  offDuty: boolean;
  /** Open leads at which the member is full; null: never. */
  maxOpen: number | null;
  open: number;
  share: number;
  lastAssignedAt: Date | null;
};

export type OwnerChoice =
  /** `share`: what the member's is from now on. */
  { chosen: PoolMember; share: number; reason: string } | { chosen: null; reason: string };

export const MAX_WEIGHT = 10;

/** Divisible by every weight. */
const WHOLE = 2_520;

export function chooseOwner(members: PoolMember[]): OwnerChoice {
  const free = members.filter((member) => !member.offDuty && !isFull(member));
  const floor = floorOf(members);
  const [chosen] = free
    .map((member) => ({ member, share: Math.max(member.share, floor) }))
    .sort((a, b) => a.share - b.share || byTurn(a.member, b.member));
  if (!chosen) return { chosen: null, reason: whyNobody(members) };
  const { member } = chosen;
  return {
    chosen: member,
    share: chosen.share + WHOLE / member.weight,
    reason: reasonOf(member, free.length, members),
  };
}

export const isFull = ({ maxOpen, open }: PoolMember): boolean => maxOpen !== null && open >= maxOpen;

/**
 * Nobody has less than the one who was served last had before: who comes back on duty, is new or has room again takes
 * their turn, and does not get everything that went by.
 */
function floorOf(members: PoolMember[]): number {
  const last = members.reduce<PoolMember | null>(
    (latest, member) => (timeOf(member) > timeOf(latest) ? member : latest),
    null,
  );
  return last?.lastAssignedAt ? last.share - WHOLE / last.weight : 0;
}

const byTurn = (a: PoolMember, b: PoolMember): number =>
  timeOf(a) - timeOf(b) ||
  b.weight - a.weight ||
  a.place - b.place ||
  (a.userId < b.userId ? -1 : a.userId > b.userId ? 1 : 0);

const timeOf = (member: PoolMember | null): number => member?.lastAssignedAt?.getTime() ?? 0;

function reasonOf(member: PoolMember, free: number, members: PoolMember[]): string {
  const skipped = skippedWords(members);
  const turn = free === 1 ? "the only one available" : `next in turn of ${free} available`;
  return `${member.name} was ${turn}${skipped ? `; ${skipped}` : ""}`;
}

function whyNobody(members: PoolMember[]): string {
  if (members.length === 0) return "nobody is in the pool";
  return skippedWords(members);
}

function skippedWords(members: PoolMember[]): string {
  const off = members.filter(({ offDuty }) => offDuty).map(({ name }) => `${name} is off duty`);
  const full = members
    .filter((member) => !member.offDuty && isFull(member))
    .map(({ name, open, maxOpen }) => `${name} is full (${open} of ${maxOpen} open leads)`);
  const said = [...off, ...full];
  return said.length > 4
    ? `${said.slice(0, 3).join(", ")} and ${said.length - 3} others are skipped`
    : said.join(", ");
}
