import ipaddr from "ipaddr.js";

/**
 * Whether an IP address is one of the public internet. Everything else is refused to requests whose address a customer
 * gave: private, loopback, link-local (where clouds keep their metadata), shared (CGNAT), multicast, reserved, and the
 * IPv6 forms that carry an IPv4 address inside.
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text) || CLOUD_HOSTS.has(text)) return false;
  const address = ipaddr.parse(text);
  if (address.range() !== "unicast") return false;
  if (address instanceof ipaddr.IPv4) return true;
  const first = address.parts[0] ?? 0;
  return first >= 0x2000 && first <= 0x3fff;
}

/** Public by number, but answered by the cloud's own host. */
const CLOUD_HOSTS = new Set(["168.63.129.16"]);
