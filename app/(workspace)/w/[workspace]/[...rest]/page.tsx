import { notFound } from "next/navigation";

/** Addresses that no page has: not found, but within the shell. */
export default function UnknownPage() {
  notFound();
}
