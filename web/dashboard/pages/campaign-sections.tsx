import { Link } from "wouter";
import { beginTexts as words } from "./campaign-write-texts.ts";

const paths = {
  list: "/",
  calendar: "/lich",
  articles: "/bai",
  quizzes: "/cuoc-thi",
  doubts: "/chua-ro",
} as const;

/** Goes through the parts of Truyền thông. */
export function Sections({ here }: { readonly here: keyof typeof paths }) {
  const names = Object.keys(paths) as (keyof typeof paths)[];
  return (
    <nav className="sections" aria-label={words.sectionsLabel}>
      {names.map((name) => (
        <Link
          key={name}
          href={paths[name]}
          className={name === here ? "chip on" : "chip"}
          aria-current={name === here ? "page" : undefined}
        >
          {words.sections[name]}
        </Link>
      ))}
    </nav>
  );
}
