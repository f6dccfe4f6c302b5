import { useEffect, useState } from "react";
import type { At } from "../../../src/dashboard/shapes.ts";
import { sayAgo, sayTime } from "../words.ts";

const minuteMs = 60_000;

/** A moment as people say it ("5 phút trước", "hôm qua 14:20"); the whole of it for who hovers or listens. */
export function Ago({ at }: { readonly at: At }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), minuteMs);
    return () => clearInterval(timer);
  }, []);
  return (
    <time dateTime={at} title={sayTime(at)}>
      {sayAgo(at, now)}
    </time>
  );
}
