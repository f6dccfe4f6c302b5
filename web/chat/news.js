// Puts the union's latest news on any page:  <script src="https://…/tin.js" data-count="5" async></script>
// The list stands where the script stands. Every word comes in as text, never as HTML.

// A block in strict mode keeps every name to itself: the page around sees none of them.
{
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const origin = new URL(script.src).origin;
  const count = Math.min(Math.max(Number(script.dataset.count) || 5, 1), 20);
  const style = `
    :host { all: initial; display: block; font: 16px/1.5 system-ui, sans-serif; color: inherit; }
    ul { margin: 0; padding: 0; list-style: none; }
    li { padding: 10px 0; border-top: 1px solid #8884; }
    li:first-child { border-top: 0; }
    a { color: inherit; font-weight: 600; text-underline-offset: 3px; overflow-wrap: anywhere; }
    time { display: block; font-size: 14px; }
    p { margin: 0; }`;

  const host = document.createElement("caunoi-news");
  const root = host.attachShadow({ mode: "open" });
  // A sheet made by script is no inline style: it works under the strictest policy of the page around.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  root.adoptedStyleSheets = [sheet];
  script.after(host);

  /** @param {string} words */
  const say = (words) => {
    const line = document.createElement("p");
    line.textContent = words;
    root.replaceChildren(line);
  };
  const day = new Intl.DateTimeFormat("vi-VN", { dateStyle: "short", timeZone: "Asia/Ho_Chi_Minh" });

  /** @param {{ title: string, url: string, date_published: string }} item */
  const toLine = ({ title, url, date_published: at }) => {
    const line = document.createElement("li");
    const link = document.createElement("a");
    const time = document.createElement("time");
    link.textContent = title;
    // The path alone counts: a feed can lead nowhere but to its own site.
    link.href = origin + new URL(url, origin).pathname;
    time.dateTime = at;
    time.textContent = day.format(new Date(at));
    line.append(link, time);
    return line;
  };

  const load = async () => {
    const answer = await fetch(`${origin}/feed.json`, { credentials: "omit" });
    if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
    const { items } = await answer.json();
    if (items.length === 0) return say("Chưa có tin nào.");
    const list = document.createElement("ul");
    list.append(...items.slice(0, count).map(toLine));
    root.replaceChildren(list);
  };
  load().catch(() => say("Chưa tải được tin công đoàn."));
}
