// Prints "<passed> <failed or skipped>" of a test run, and names what was skipped.
import { readFileSync } from "node:fs";

const results = JSON.parse(readFileSync(process.argv[2] ?? "", "utf8"));
const tests = results.testResults.flatMap((file) => file.assertionResults);
const passed = tests.filter((test) => test.status === "passed").length;
// A file that could not be loaded has no tests, but it failed.
const broken = results.testResults.filter(
  (file) => file.status === "failed" && file.assertionResults.length === 0,
);
for (const test of tests.filter(({ status }) => status !== "passed")) {
  console.error(`${test.status}: ${test.fullName}`);
}
for (const file of broken) console.error(`could not be loaded: ${file.name}`);
console.log(`${passed} ${tests.length - passed + broken.length}`);
