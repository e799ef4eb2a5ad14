import { defineConfig } from "vite";

const NODE_MODULES = /node_modules/;
const BENCH = /src\/(core|platform|workbench)\/|styles\/workbench|node_modules\/(@?preact|idb|thumbhash)/;

export default defineConfig({
  base: "/static/",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: "dist",
    manifest: "manifest.json",
    target: ["chrome123", "firefox121", "safari17.5"],
    // No page may load anything that the policy of the server does not name: nothing is inlined as a data address.
    assetsInlineLimit: 0,
    modulePreload: false,
    rolldownOptions: {
      input: ["src/workbench.tsx", "src/intro.tsx", "src/desk.tsx", "src/pages.ts"],
      // What two pages share would be a chunk of its own: in one with the rest of the workbench it packs better.
      output: { codeSplitting: { groups: [{ name: "bench", test: BENCH }] } },
      onwarn(warning, warn) {
        // htmx holds one eval that its configuration switches off.
        if (warning.code === "EVAL" && NODE_MODULES.test(warning.id ?? "")) return;
        warn(warning);
      },
    },
  },
});
