import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isPublicAddress, lookupPublic } from "../../src/channels/public-address.ts";
import { downloadFromZalo } from "../../src/channels/zalo-download.ts";
import type { FileRef } from "../../src/kit/message.ts";

const photo = (handle: string): FileRef => ({
  ...{ handle, kind: "photo", name: null, mediaType: "image/png", sizeBytes: null },
});

describe("a file that somebody makes us fetch", () => {
  let inside: Server;
  let root: string;
  const asked: string[] = [];

  beforeAll(async () => {
    inside = createServer((request, response) => {
      asked.push(request.url ?? "");
      const isRedirect = request.url === "/redirect";
      response.writeHead(isRedirect ? 302 : 200, { "content-type": "image/png", location: "/secret" });
      response.end("secret of the house");
    });
    await new Promise<void>((resolve) => inside.listen(0, "127.0.0.1", resolve));
    root = `http://127.0.0.1:${(inside.address() as AddressInfo).port}`;
  });
  afterAll(() => inside.close());

  const take = (handle: string, apiRoot = "https://bot-api.zaloplatforms.com") =>
    downloadFromZalo(photo(handle), apiRoot, AbortSignal.timeout(2000));

  it.each([
    "http://127.0.0.1/admin",
    "http://[::1]/",
    "http://2130706433/",
    "http://169.254.169.254/latest/meta-data/",
    "https://zdn.vn.evil.example/x.png",
    "https://evilzdn.vn/x.png",
    "https://photo.zdn.vn:6379/x.png",
    "https://user:pass@photo.zdn.vn/x.png",
    "https://photo.zdn.vn@127.0.0.1/x.png",
    "file:///etc/passwd",
    "gopher://photo.zdn.vn/x",
    "data:image/png;base64,AA==",
    "javascript:alert(1)",
    "//photo.zdn.vn/x.png",
    "not an address",
  ])("is not fetched from %s", async (handle) => {
    await expect(take(handle)).rejects.toMatchObject({ code: "missing" });
    await expect(take(handle.replace("127.0.0.1", new URL(root).host))).rejects.toMatchObject({
      code: "missing",
    });
    expect(asked).toEqual([]);
  });

  it("is not looked for behind a redirect", async () => {
    await expect(take(`${root}/redirect`, root)).rejects.toMatchObject({ code: "missing" });
    expect(asked).toEqual(["/redirect"]);
    await take(`${root}/photo`, root);
    expect(asked).toEqual(["/redirect", "/photo"]);
  });

  it("is not fetched from a name that leads inside", async () => {
    const found = (host: string, all: boolean) =>
      new Promise((resolve) => lookupPublic(host, { all }, (error) => resolve(error?.code)));
    // The one name every machine knows, and it leads inside.
    expect(await found("localhost", true)).toBe("ENOTPUBLIC");
    expect(await found("localhost", false)).toBe("ENOTPUBLIC");
  });

  it.each([
    ...["127.0.0.1", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "0.0.0.0"],
    ...["100.64.0.1", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fd00::1", "ff02::1"],
    ...["::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1"],
  ])("knows %s for an address inside", (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each(["203.113.131.1", "8.8.8.8", "172.32.0.1", "2606:4700::1111", "::ffff:8.8.8.8"])(
    "knows %s for an address of the internet",
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );
});
