import { env } from "../env";

/** Whether the operator opened this host although it is not public. BATON_HTTP_ALLOW: "host:port, …", exact. */
export function isAllowedHost(host: string, port: number): boolean {
  const list = env().BATON_HTTP_ALLOW;
  if (list === "") return false;
  if (allowed.list !== list)
    allowed = { list, hosts: new Set(list.split(",").map((one) => one.trim().toLowerCase())) };
  return allowed.hosts.has(`${host.toLowerCase()}:${port}`);
}

let allowed = { list: "", hosts: new Set<string>() };
