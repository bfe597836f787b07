/**
 * The connections of outgoing requests. The address that is checked is the one that is connected to: names are resolved
 * once per connection, here, so a name server that answers differently a second time gains nothing.
 */
import { lookup as systemLookup } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import { Agent, buildConnector } from "undici";
import { AddressRefused } from "./outgoing-failure";
import { isPublicAddress } from "./public-address";

type Address = { address: string; family: number };
/** All addresses of a name. */
export type Resolve = (hostname: string) => Promise<Address[]>;

export type GuardedAgents = {
  /** Connects to public addresses only. */
  guarded: Agent;
  /** For origins that the operator allowed by name. */
  open: Agent;
};

export function guardedAgents(resolve: Resolve = systemResolve): GuardedAgents {
  return { guarded: agent(checkedConnector(resolve)), open: agent(buildConnector(CONNECT)) };
}

const CONNECT = { timeout: 10_000 };

const agent = (connect: buildConnector.connector) =>
  new Agent({
    connect,
    connections: 256,
    keepAliveTimeout: 10_000,
    keepAliveMaxTimeout: 60_000,
    maxHeaderSize: 32 * 1024,
  });

function checkedConnector(resolve: Resolve): buildConnector.connector {
  const connect = buildConnector({ ...CONNECT, lookup: checkedLookup(resolve) });
  return (options, callback) => {
    const literal = options.hostname.replace(/^\[|\]$/g, "");
    if (isIP(literal) && !isPublicAddress(literal))
      return callback(new AddressRefused(options.hostname), null);
    connect(options, (error, socket) => {
      if (error) return callback(error, null);
      const remote = socket.remoteAddress;
      if (remote && isPublicAddress(remote)) return callback(null, socket);
      socket.destroy();
      callback(new AddressRefused(options.hostname), null);
    });
  };
}

function checkedLookup(resolve: Resolve): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname).then(
      (addresses) => {
        const first = addresses[0];
        const refused = !first || addresses.some(({ address }) => !isPublicAddress(address));
        if (refused) callback(new AddressRefused(hostname), "", 0);
        else if (options.all) callback(null, addresses);
        else callback(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, "", 0),
    );
  };
}

const systemResolve: Resolve = (hostname) =>
  new Promise((done, failed) => {
    systemLookup(hostname, { all: true }, (error, addresses) => (error ? failed(error) : done(addresses)));
  });
