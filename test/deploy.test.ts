import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseAllDocuments, parse as parseYaml } from "yaml";
import { z } from "zod";
import { settings } from "../src/config/settings.ts";
import { readConfig } from "../src/config.ts";

const folder = join(import.meta.dirname, "..", "deploy");
const read = (name: string) => readFileSync(join(folder, name), "utf8");

const labels = z.record(z.string(), z.string());
const container = z.object({
  image: z.string().min(1),
  env: z.array(z.object({ name: z.string(), value: z.string() })),
  envFrom: z.array(z.unknown()).length(2),
  resources: z.object({ limits: z.object({ memory: z.string() }) }),
  securityContext: z.object({
    allowPrivilegeEscalation: z.literal(false),
    readOnlyRootFilesystem: z.literal(true),
    capabilities: z.object({ drop: z.tuple([z.literal("ALL")]) }),
  }),
  volumeMounts: z.array(z.object({ name: z.string(), mountPath: z.string() })),
  readinessProbe: z.object({ httpGet: z.object({ path: z.string() }) }).optional(),
});
const deployment = z.object({
  kind: z.literal("Deployment"),
  spec: z.object({
    replicas: z.number().int().positive(),
    selector: z.object({ matchLabels: labels }),
    template: z.object({
      metadata: z.object({ labels }),
      spec: z.object({
        terminationGracePeriodSeconds: z.number().min(30),
        securityContext: z.object({ runAsNonRoot: z.literal(true) }),
        containers: z.array(container).length(1),
        volumes: z.array(z.object({ name: z.string() })),
      }),
    }),
  }),
});

const documents = parseAllDocuments(read("kubernetes.yaml"));
const objects = documents.map((document) => document.toJS() as { kind: string; metadata: { name: string } });
const deployments = objects.filter(({ kind }) => kind === "Deployment").map((each) => deployment.parse(each));
const ofKind = (kind: string) => objects.find((each) => each.kind === kind);

describe("the Kubernetes manifest", () => {
  it("is YAML without a fault, every object named", () => {
    expect(documents.flatMap(({ errors, warnings }) => [...errors, ...warnings])).toEqual([]);
    const named = objects.map((each) => z.object({ apiVersion: z.string(), kind: z.string() }).parse(each));
    expect(named.length).toBeGreaterThan(5);
    expect(objects.every(({ metadata }) => /^[a-z-]+$/.test(metadata.name))).toBe(true);
  });

  it("runs every role of the program, without rights, and finds its own pods", () => {
    const roles = deployments.flatMap(({ spec }) => {
      const [{ env, volumeMounts } = { env: [], volumeMounts: [] }] = spec.template.spec.containers;
      expect(spec.template.metadata.labels).toEqual(spec.selector.matchLabels);
      expect(volumeMounts.map(({ name }) => name)).toEqual(
        spec.template.spec.volumes.map(({ name }) => name),
      );
      return (env.find(({ name }) => name === "ROLES")?.value ?? "").split(",");
    });
    expect(roles.toSorted()).toEqual(["converse", "deliver", "schedule", "web"]);
    const web = deployments[0]?.spec.selector.matchLabels;
    expect(ofKind("Service")).toMatchObject({ spec: { selector: web } });
    expect(ofKind("PodDisruptionBudget")).toMatchObject({ spec: { selector: { matchLabels: web } } });
  });

  it("gives settings the program knows and takes", () => {
    const { data } = z.object({ data: labels }).parse(ofKind("ConfigMap"));
    const known = Object.keys(settings);
    expect(Object.keys(data).filter((name) => !known.includes(name))).toEqual([]);
    for (const { spec } of deployments) {
      const env = Object.fromEntries(
        (spec.template.spec.containers[0]?.env ?? []).map(({ name, value }) => [name, value]),
      );
      const given = { ...data, ...env, DATABASE_URL: "postgres://db.example/caunoi" };
      expect(readConfig({ ...given, TELEGRAM_MODE: "polling" }).database.url).toContain("db.example");
    }
  });

  it("asks only the pods that listen whether they are ready", () => {
    const listens = deployments.map(
      ({ spec }) => spec.template.spec.containers[0]?.readinessProbe?.httpGet.path,
    );
    expect(listens).toEqual(["/readyz", undefined, undefined]);
  });
});

it("the compose file is YAML and keeps the root read-only", () => {
  expect(parseYaml(read("compose.yaml"))).toMatchObject({
    services: { caunoi: { read_only: true, cap_drop: ["ALL"] } },
  });
});
