const questions = `## Ai tuyên truyền Nghị quyết?
Nguồn: kh-360#II.1.1
- [x] Công đoàn
- [ ] Báo chí
- [ ] Nhà trường

## Tuyên truyền
tới ai?
Nguồn: kh-360#II.3.4
- [ ] Học sinh
- [x] Đoàn viên
`;

/** A quiz of two questions, sent on 23 November and open for a week. A setting given as null is left out. */
export function quizFile(settings: Record<string, string | null> = {}, body = questions): string {
  const usual = { title: "Tìm hiểu", audience: "all", at: "2026-11-23 08:00", closes: "2026-11-30 20:00" };
  const lines = Object.entries({ ...usual, ...settings }).flatMap(([key, value]) =>
    value === null ? [] : [`${key}: ${value}`],
  );
  return `---\n${lines.join("\n")}\n---\nMời bạn.\n${body}`;
}
