// The README's first command on an empty folder: the server becomes ready, shows its page, answers a question
// with a citation, and stops when it is asked to. Then again on the same data, against the clock.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const firstStartMs = 15_000;
/** Two seconds are promised; a busy machine that runs other checks beside gets some more. */
const laterStartMs = 6_000;

const port = await freePort();
const dataDir = mkdtempSync(join(tmpdir(), "caunoi-start-"));
const url = `http://127.0.0.1:${port}`;
const env = { ...process.env, PORT: String(port), HOST: "127.0.0.1", DATA_DIR: dataDir };
try {
  await use(firstStartMs, talk);
  await use(laterStartMs, async () => {});
} finally {
  rmSync(dataDir, { recursive: true, force: true });
}

async function use(withinMs, work) {
  const began = performance.now();
  const child = spawn("npm", ["start"], { env, detached: true, stdio: ["ignore", "inherit", "inherit"] });
  const ended = once(child, "exit");
  try {
    await ready(child, began + withinMs);
    console.log(`ready after ${Math.round(performance.now() - began)} ms`);
    await work();
    child.kill("SIGTERM");
    const [code, signal] = await Promise.race([ended, after(10_000)]);
    if (code !== 0) throw new Error(`it ended with ${code ?? signal}`);
    if (await answers()) throw new Error("npm ended, but the server was left running");
  } finally {
    killGroup(child.pid);
  }
}

/** Whatever went wrong, nothing of it stays behind. */
function killGroup(pid) {
  try {
    process.kill(-pid, "SIGKILL");
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
}

async function ready(child, deadline) {
  while (performance.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode} before it was ready`);
    if (await answers()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error("it was not ready in time");
}

async function answers() {
  const answer = await fetch(`${url}/readyz`).catch(() => undefined);
  return answer?.ok === true;
}

async function talk() {
  const page = await fetch(url);
  const cookie = (page.headers.get("set-cookie") ?? "").split(";")[0];
  if (page.status !== 200 || !(await page.text()).includes("Cầu Nối"))
    throw new Error("GET / is not the chat page");
  const headers = { cookie, "content-type": "application/json" };
  const body = JSON.stringify({ id: crypto.randomUUID(), text: "ngay 18/5 la ngay gi" });
  const sent = await fetch(`${url}/chat/messages`, { method: "POST", headers, body });
  if (sent.status !== 200) throw new Error(`POST /chat/messages answered ${sent.status}`);
  for (let tries = 0; tries < 100; tries++) {
    const history = await (await fetch(`${url}/chat/history`, { headers })).text();
    if (history.includes("Khoa học và Công nghệ Việt Nam")) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("the question was not answered");
}

async function after(ms) {
  await new Promise((resolve) => setTimeout(resolve, ms).unref());
  throw new Error("it did not stop when it was asked to");
}

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port: free } = probe.address();
      probe.close(() => resolve(free));
    });
  });
}
