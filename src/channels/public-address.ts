import { lookup as resolveName } from "node:dns";
import { BlockList, type LookupFunction } from "node:net";

/** Networks that are nobody's on the internet: this machine, the house, the provider's inside (RFC 6890, RFC 4193). */
const inside = new BlockList();
for (const [network, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["224.0.0.0", 3],
] as const)
  inside.addSubnet(network, bits, "ipv4");
for (const [network, bits] of [
  ["::", 127],
  ["64:ff9b::", 96],
  ["fc00::", 7],
  ["fe80::", 10],
  ["ff00::", 8],
] as const)
  inside.addSubnet(network, bits, "ipv6");

/** Whether a network address is one of the internet's. An IPv4 address written as IPv6 is judged as IPv4. */
export function isPublicAddress(address: string): boolean {
  return !inside.check(address, address.includes(":") ? "ipv6" : "ipv4");
}

/**
 * Finds a host's address for a connection like `dns.lookup`, but refuses a name that leads inside: whoever can make
 * us fetch an address must not reach what only this machine can reach.
 */
export const lookupPublic: LookupFunction = (host, options, done) => {
  resolveName(host, options, (error, found, family) => {
    if (error) return done(error, found, family);
    const all = typeof found === "string" ? [found] : found.map(({ address }) => address);
    if (all.length > 0 && all.every(isPublicAddress)) return done(null, found, family);
    done(Object.assign(new Error("not a public address"), { code: "ENOTPUBLIC" }), found, family);
  });
};
