// Whether the packages are those that were meant, and whether any is known to be unsafe. A registry that does not
// answer is said and passed over; a high or critical finding in what the program ships with is a failure.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

const registry = "https://registry.npmjs.org/";
const lock = JSON.parse(readFileSync(new URL("../package-lock.json", import.meta.url), "utf8"));
const faults = [];
for (const [path, entry] of Object.entries(lock.packages)) {
  // The project itself, and what lies inside another package's own archive.
  if (path === "" || entry.inBundle) continue;
  if (!/^sha512-/.test(entry.integrity ?? "")) faults.push(`${path} has no sha512 sum`);
  // Without an address it comes from the registry npm is set to, and the sum says whether it is the same.
  const isElsewhere = entry.resolved !== undefined && !entry.resolved.startsWith(registry);
  if (entry.link || isElsewhere) faults.push(`${path} comes from ${entry.resolved}, not from a registry`);
}
for (const fault of faults.slice(0, 10)) console.error(`package-lock.json: ${fault}`);
console.log(`${Object.keys(lock.packages).length} packages in the lock, ${faults.length} faults`);

const found = audit();
if (found === undefined)
  console.log("npm audit: the registry did not answer; nothing is known of new findings");
else {
  const { info = 0, low = 0, moderate = 0, high = 0, critical = 0 } = found;
  console.log(`npm audit: ${critical} critical, ${high} high, ${moderate} moderate, ${low + info} low`);
  if (high + critical > 0) faults.push("npm audit");
}
process.exitCode = faults.length === 0 ? 0 : 1;

/** How many findings of each weight there are in what the program ships with; undefined: nobody answered. */
function audit() {
  let answer = "";
  try {
    const options = { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], timeout: 60_000, shell: false };
    answer = execFileSync("npm", ["audit", "--json", "--omit=dev"], options);
  } catch (error) {
    // It ends with 1 when there are findings as well as when it could not ask.
    answer = String(error.stdout ?? "");
  }
  try {
    return JSON.parse(answer).metadata?.vulnerabilities;
  } catch {
    return undefined;
  }
}
