// Puts the union's chat on any page:  <script src="https://…/chat.js" async></script>
// A round button opens the chat in a frame. The frame is made at the first opening: before that the page
// around pays for this file only. `data-side="left"` moves it to the left corner.

// A block in strict mode keeps every name to itself: the page around sees none of them.
{
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const origin = new URL(script.src).origin;
  const side = script.dataset.side === "left" ? "left" : "right";
  const words = { open: "Trò chuyện với {{organization}}", close: "Đóng hộp trò chuyện" };

  const style = `
    :host { all: initial; }
    .button { position: fixed; bottom: calc(16px + env(safe-area-inset-bottom)); ${side}: 16px; z-index: 2147483000;
      width: 60px; height: 60px; padding: 0; border: 2px solid #fff; border-radius: 50%; background: #0b5c6b;
      color: #fff; cursor: pointer; box-shadow: 0 4px 18px rgb(0 0 0 / 30%); }
    .button:hover { background: #084552; }
    .button:focus-visible { outline: 3px solid #f6bd36; outline-offset: 3px; }
    .button svg { width: 30px; height: 30px; display: block; margin: auto; fill: none; stroke: currentcolor;
      stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; }
    .badge { position: absolute; top: -6px; right: -6px; min-width: 22px; box-sizing: border-box; padding: 0 5px;
      border-radius: 11px; background: #b3261e; color: #fff; font: 700 13px/22px system-ui, sans-serif; }
    .panel { position: fixed; bottom: calc(90px + env(safe-area-inset-bottom)); ${side}: 16px; z-index: 2147483001;
      width: 400px; height: min(660px, calc(100vh - 110px)); border-radius: 18px; overflow: hidden;
      background: #eef3f4; box-shadow: 0 12px 48px rgb(0 0 0 / 32%); }
    iframe { width: 100%; height: 100%; border: 0; display: block; }
    [hidden] { display: none; }
    @media (max-width: 480px) { .panel { inset: 0; width: auto; height: auto; border-radius: 0; } }
    @media (prefers-color-scheme: dark) { .panel { background: #0f191c; } }
    @media (prefers-reduced-motion: no-preference) { .panel { animation: rise .18s ease-out; } }
    @keyframes rise { from { opacity: 0; transform: translateY(12px); } }`;

  const host = document.createElement("caunoi-chat");
  const root = host.attachShadow({ mode: "open" });
  // A sheet made by script is no inline style: it works under the strictest policy of the page around.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  root.adoptedStyleSheets = [sheet];

  const space = "http://www.w3.org/2000/svg";
  const bubble = "M4 5.500h16v11H11l-4.500 4v-4H4zM8 9.500h8M8 12.800h5";
  const cross = "m6.500 6.500 11 11M17.500 6.500l-11 11";
  const picture = document.createElementNS(space, "path");
  picture.setAttribute("d", bubble);

  const button = document.createElement("button");
  const badge = document.createElement("span");
  const panel = document.createElement("div");
  const frame = document.createElement("iframe");
  button.className = "button";
  button.type = "button";
  badge.className = "badge";
  badge.hidden = true;
  panel.className = "panel";
  panel.hidden = true;
  panel.id = "panel";
  frame.title = words.open;
  button.setAttribute("aria-controls", "panel");
  button.append(draw(), badge);
  root.append(button, panel);

  /** @param {boolean} isOpen */
  function show(isOpen) {
    panel.hidden = !isOpen;
    button.setAttribute("aria-expanded", String(isOpen));
    button.setAttribute("aria-label", isOpen ? words.close : words.open);
    picture.setAttribute("d", isOpen ? cross : bubble);
    if (!isOpen) return button.focus();
    if (frame.isConnected) return focusFrame();
    frame.src = `${origin}/?embed=1`;
    frame.addEventListener("load", focusFrame, { once: true });
    panel.append(frame);
  }

  function focusFrame() {
    frame.focus();
    frame.contentWindow?.postMessage({ caunoi: "shown" }, origin);
  }

  function draw() {
    const svg = document.createElementNS(space, "svg");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    svg.append(picture);
    return svg;
  }

  button.addEventListener("click", () => show(panel.hidden === true));
  window.addEventListener("message", (event) => {
    if (event.origin !== origin || event.source !== frame.contentWindow) return;
    const news = event.data?.caunoi;
    if (news?.close) show(false);
    const unread = Number(news?.unread ?? 0);
    badge.hidden = !(unread > 0);
    badge.textContent = unread > 9 ? "9+" : String(unread);
  });

  button.setAttribute("aria-expanded", "false");
  button.setAttribute("aria-label", words.open);
  // Two scripts on one page make one button.
  const attach = () => document.querySelector("caunoi-chat") ?? document.body.append(host);
  if (document.body) attach();
  else document.addEventListener("DOMContentLoaded", attach);
}
