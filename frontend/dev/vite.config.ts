/**
 * `npm run dev`: the workbench on a server that keeps everything in memory and draws its own pictures.
 * LANGUAGE=ko speaks another language of locales/, LANGUAGE=qps one that nobody speaks, to see what breaks.
 * PAIRS=DIR serves a folder with anno.jsonl (img_path, prompt) instead. /dev/fault?status=503 makes the wire fail; status=0 mends it.
 */
import { defineConfig, type Plugin } from "vite";
import { serve } from "./serving.ts";

const { PAIRS, LANGUAGE = "en" } = process.env;

const wire: Plugin = {
  name: "in-memory-wire",
  configureServer(server) {
    server.middlewares.use(serve(PAIRS, LANGUAGE, (url, html) => server.transformIndexHtml(url, html)));
  },
};

export default defineConfig({
  root: new URL("..", import.meta.url).pathname,
  appType: "custom",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  plugins: [wire],
});
