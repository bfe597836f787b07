import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { isAllowedHost } from "../../allowed-host";
import { AddressRefused } from "../../outgoing-failure";
import { isPublicAddress } from "../../public-address";

type MailHost = { host: string; port: number; trusted: boolean };

/**
 * The address of a mail server. Names are looked up once, here, and that address is the one connected to; a customer's that
 * is not public is refused unless the operator opened it.
 */
export async function resolveMailHost({ host, port, trusted }: MailHost): Promise<string> {
  const addresses = isIP(host) ? [host] : (await lookup(host, { all: true })).map(({ address }) => address);
  const [first] = addresses;
  if (!first) throw new AddressRefused(host);
  if (trusted || isAllowedHost(host, port) || addresses.every(isPublicAddress)) return first;
  throw new AddressRefused(host);
}
