import { hash, verify } from "@node-rs/argon2";

/** argon2id with the library's parameters (19 MB, 2 passes). */
export const hashPassword = (password: string): Promise<string> => hash(password);

/** With no hash (nobody has this email) it takes the same time and says no. */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  decoy ??= hash("nobody's password");
  const right = await verify(passwordHash ?? (await decoy), password);
  return right && passwordHash !== null;
}

let decoy: Promise<string> | undefined;
