/** The in-memory wire over HTTP. */
import { createReadStream } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";
import { drawn } from "./pictures.ts";
import { Wire } from "./wire.ts";

type Next = () => void;
type Transform = (url: string, html: string) => Promise<string>;

export function serve(folder: string | undefined, language: string, transform: Transform) {
  const wire = new Wire(folder, language);
  return async (request: IncomingMessage, response: ServerResponse, next: Next) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    if (url.pathname === "/") return redirect(response, "/work/");
    if (url.pathname === "/work/") return html(response, await transform("/work/", pageOf(wire)));
    if (url.pathname.startsWith("/pictures/"))
      return picture(response, wire, Number.parseInt(url.pathname.slice(10), 10));
    if (url.pathname === "/dev/fault") return fault(response, wire, Number(url.searchParams.get("status")));
    if (url.pathname.startsWith("/api/v1/")) return api(request, response, wire, url.pathname.slice(8));
    return next();
  };
}

function pageOf(wire: Wire): string {
  const page = wire.config();
  const config = JSON.stringify(page).replaceAll("<", "\\u003c");
  return `<!doctype html>
<html lang="${page.language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Workbench</title></head>
<body><div id="workbench"></div>
<script type="application/json" id="page-config">${config}</script>
<script type="module" src="/src/workbench.tsx"></script></body></html>`;
}

async function api(request: IncomingMessage, response: ServerResponse, wire: Wire, name: string): Promise<void> {
  if (wire.fault !== 0) return json(response, wire.fault, { code: "fault", message: "A fault that was asked for" });
  const answer = wire.answer(name, JSON.parse(await text(request)));
  return answer === null ? json(response, 404, { code: "unknown", message: name }) : json(response, 200, answer);
}

function picture(response: ServerResponse, wire: Wire, slot: number): void {
  const path = wire.pictureOf(slot);
  response.setHeader("Cache-Control", "private, max-age=3600");
  response.setHeader("Content-Type", path ? "image/png" : "image/svg+xml");
  if (path) createReadStream(pathToFileURL(path)).pipe(response);
  else response.end(drawn(slot));
}

function fault(response: ServerResponse, wire: Wire, status: number): void {
  wire.fault = status;
  json(response, 200, { fault: status });
}

function json(response: ServerResponse, status: number, body: object): void {
  response.statusCode = status;
  response.setHeader("Content-Type", "application/json");
  response.end(JSON.stringify(body));
}

function html(response: ServerResponse, body: string): void {
  response.setHeader("Content-Type", "text/html; charset=utf-8");
  response.end(body);
}

function redirect(response: ServerResponse, to: string): void {
  response.statusCode = 302;
  response.setHeader("Location", to);
  response.end();
}
