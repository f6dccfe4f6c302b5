/** What attackers put where a word or a number is expected. */
export const hostileParts = [
  "../../../../etc/passwd",
  "..%2f..%2f..%2fetc%2fpasswd",
  "%00",
  "1 OR 1=1--",
  "');DROP TABLE member;--",
  "__proto__",
  "99999999999999999999999999",
  "-1",
  "💥",
  `<script>alert(1)</script>`,
  "a".repeat(3000),
] as const;

/** Bodies that are no form at all, or one that means to reach behind the reader. */
export const hostileBodies: readonly string[] = [
  "",
  "null",
  "[]",
  "42",
  `{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"right":"officers.manage"}}}`,
  "[".repeat(50_000),
  `{"version":1e400,"note":{"$ne":null},"text":["a"],"base64":"%%%","what":"members","source":"\\u0000"}`,
  `{"version":-1,"note":"\\ud800","answer":"${"x".repeat(5000)}","to":"' OR ''='","base64":"UEsDBA=="}`,
];

/** What must stand in no answer: traces of the inside. */
export const insideTraces =
  /\bat .*\.(?:ts|js):\d+|node_modules|SQLITE|SqliteError|syntax error|kysely|\/work\/|root:x:|ENOENT|ZodError|"stack"/i;

/** Fills the named parts of a path. */
export function fill(path: string, part: string): string {
  return path.replace(/:\w+/g, encodeURIComponent(part).replaceAll("%25", "%"));
}
