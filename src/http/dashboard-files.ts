import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fixed from "@fastify/static";
import type { FastifyInstance } from "fastify";

/**
 * The officers' pages as `npm run build` left them in `folder`: one page for every address below `/admin` that is
 * no file and no API, and its files, packed ahead and kept by browsers forever, for their names hold their hash.
 * Without a build `notBuilt` stands at `/admin`, saying how to make one.
 */
export async function registerDashboardFiles(
  app: FastifyInstance,
  { folder, notBuilt }: { folder: string; notBuilt: string },
): Promise<void> {
  const index = join(folder, "index.html");
  const isBuilt = existsSync(index);
  if (isBuilt) {
    const root = join(folder, "assets");
    const forever = { immutable: true, maxAge: "365d", index: false, decorateReply: false } as const;
    await app.register(fixed, { root, prefix: "/admin/assets/", preCompressed: true, ...forever });
  }
  const page = isBuilt ? readFileSync(index, "utf8") : notBuilt;
  for (const path of ["/admin", "/admin/", "/admin/*"]) {
    app.get(path, (_request, reply) =>
      reply.type("text/html; charset=utf-8").header("cache-control", "no-cache").send(page),
    );
  }
}
