import { openDatabase } from "../src/database/open.ts";
import { systemClock } from "../src/kit/time.ts";
import { exportRegister } from "../src/proposals/papers-register.ts";

/** Writes the register of a database as Excel once and prints the seconds and the process's largest memory in MB. */
const db = await openDatabase(process.argv[2] ?? "");
const began = performance.now();
await exportRegister(db.read, { dataDir: "/nonexistent", withConfidential: false, now: systemClock() });
const seconds = (performance.now() - began) / 1000;
await db.close();
console.log(JSON.stringify({ seconds, megabytes: process.resourceUsage().maxRSS / 1024 }));
