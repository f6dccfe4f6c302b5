import react from "@vitejs/plugin-react";
import type { InlineConfig } from "vite";

/** How Vite builds the pages in `root` into `folder`. */
export function viteConfig(root: string, folder: string): InlineConfig {
  return {
    root,
    base: "/admin/",
    configFile: false,
    logLevel: "warn",
    plugins: [react()],
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: "es2022",
      // The security policy allows no inline file of any kind.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
    },
  };
}
