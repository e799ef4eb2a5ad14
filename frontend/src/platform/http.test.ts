import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, expect, test } from "vitest";
import { ApiError, page, post } from "./http.ts";

type Answer = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

let server: Server | null = null;

afterEach(() => {
  server?.close();
  server = null;
});

async function serving(answer: Answer): Promise<string> {
  const listening = createServer((request, response) => void answer(request, response));
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(listening.address() as AddressInfo).port}/`;
}

async function failure(request: Promise<unknown>): Promise<ApiError> {
  const error = await request.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ApiError)) throw new Error(`Expected an ApiError, got ${String(error)}`);
  return error;
}

test("a body goes as JSON under the page's token and name, and the answer comes back", async () => {
  const url = await serving(async (request, response) => {
    const { "x-csrftoken": token, "x-annotator": by } = request.headers;
    response.end(JSON.stringify({ token, by, body: JSON.parse(await text(request)) }));
  });

  const answer = await post(url, { csrf: "t", by: "me", body: { want: 3 } });
  expect(answer).toEqual({ token: "t", by: "me", body: { want: 3 } });
});

test("a refusal carries the server's code, message and wish to wait", async () => {
  const url = await serving((_, response) => {
    response.writeHead(503, { "Retry-After": "7" }).end(JSON.stringify({ code: "busy", message: "Too much at once" }));
  });

  const error = await failure(post(url, { csrf: "t", body: {} }));

  expect([error.status, error.code, error.message, error.retryAfterMs]).toEqual([
    503,
    "busy",
    "Too much at once",
    7_000,
  ]);
});

test("what is wrong with each field is said as it came", async () => {
  const url = await serving((_, response) => {
    response.writeHead(422).end(JSON.stringify({ code: "malformed", message: { slot: ["Required."] } }));
  });

  expect((await failure(post(url, { csrf: "t", body: {} }))).message).toBe('{"slot":["Required."]}');
});

test("a refusal that is no JSON is a refusal all the same", async () => {
  const url = await serving((_, response) => {
    response.writeHead(502).end("<html>bad gateway</html>");
  });

  expect((await failure(post(url, { csrf: "t", body: {} }))).status).toBe(502);
});

test("a page in place of an answer may have come from anywhere, so nothing is known", async () => {
  const url = await serving((_, response) => {
    response.end("<html>captive portal</html>");
  });

  expect((await failure(post(url, { csrf: "t", body: {} }))).status).toBeNull();
});

test("a server that hangs up leaves no status", async () => {
  const url = await serving((request) => {
    request.socket.destroy();
  });

  expect((await failure(post(url, { csrf: "t", body: {} }))).status).toBeNull();
});

test("a page that was cut off on its way is no answer", async () => {
  const url = await serving((request, response) => {
    response.writeHead(200, { "Content-Length": "1000" });
    response.write("<html>");
    setTimeout(() => request.socket.destroy(), 20);
  });

  expect((await failure(page(url))).status).toBeNull();
});

test("a page that is sent elsewhere is nobody's", async () => {
  const url = await serving((_, response) => {
    response.writeHead(302, { Location: "/sign-in" }).end();
  });

  expect(await page(url)).toBeNull();
});
