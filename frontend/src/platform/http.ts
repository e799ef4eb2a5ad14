/** The one way to the server, and the one error that it can end in. */
import type { Failure } from "../core/outbox.ts";
import { heard } from "./builds.ts";

const TIMEOUT_MS = 20_000;

/** A request that did not succeed. `status` is null when nothing came back: no network, or no answer in time. */
export class ApiError extends Error implements Failure {
  override readonly name = "ApiError";
  readonly status: number | null;
  readonly code: string;
  readonly retryAfterMs: number | null;

  constructor(status: number | null, code: string, message: string, retryAfterMs: number | null = null) {
    super(message);
    this.status = status;
    this.code = code;
    this.retryAfterMs = retryAfterMs;
  }
}

export interface Request {
  readonly csrf: string;
  readonly body: object;
  /** Whose request it is: the server refuses it under anybody else's session. */
  readonly by?: string;
  readonly method?: "POST" | "PUT";
  /** Lets the request outlive the page. */
  readonly keepalive?: boolean;
}

/**
 * Posts JSON, or puts it, and returns what came back.
 *
 * @throws ApiError for every status but 2xx, and when nothing came back
 */
export async function post<Answer>(
  url: string,
  { csrf, body, by, method = "POST", keepalive = false }: Request,
): Promise<Answer> {
  const response = await answered(url, {
    method,
    headers: {
      "Content-Type": "application/json",
      Accept: "application/json",
      "X-CSRFToken": csrf,
      ...(by ? { "X-Annotator": by } : {}),
    },
    body: JSON.stringify(body),
    credentials: "same-origin",
    // A session that ended answers with a redirect to the sign-in page, which is no answer.
    redirect: "manual",
    keepalive,
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (response.type === "opaqueredirect") throw new ApiError(401, "sign_in", "Signed out");
  if (!response.ok) throw await refusal(response);
  return parsed<Answer>(response);
}

/**
 * The text of a page, or null when the server sends it elsewhere.
 *
 * @throws ApiError when nothing came back, or the server could not answer
 */
export async function page(url: string): Promise<string | null> {
  const response = await answered(url, {
    headers: { Accept: "text/html" },
    credentials: "same-origin",
    redirect: "manual",
    cache: "no-store",
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (response.status >= 500 || response.status === 429) throw await refusal(response);
  return response.ok ? whole(response) : null;
}

async function whole(response: Response): Promise<string> {
  try {
    return await response.text();
  } catch {
    throw new ApiError(null, "garbled", "The page was cut off");
  }
}

async function answered(url: string, init: RequestInit): Promise<Response> {
  try {
    const response = await fetch(url, init);
    heard(response.headers);
    return response;
  } catch (error) {
    throw new ApiError(null, "offline", error instanceof Error ? error.message : "No answer");
  }
}

async function parsed<Answer>(response: Response): Promise<Answer> {
  try {
    return (await response.json()) as Answer;
  } catch {
    // Cut off on its way, or an intermediary's page: the server may have taken it, so it is asked again.
    throw new ApiError(null, "garbled", "The answer could not be read");
  }
}

async function refusal(response: Response): Promise<ApiError> {
  const body = (await response.json().catch(() => ({}))) as { code?: unknown; message?: unknown };
  const code = typeof body.code === "string" ? body.code : String(response.status);
  return new ApiError(
    response.status,
    code,
    said(body.message) ?? code,
    retryAfterMs(response.headers.get("Retry-After")),
  );
}

/** A sentence, or for a malformed body what is wrong with each of its fields. */
function said(message: unknown): string | null {
  if (message === undefined || message === null) return null;
  return typeof message === "string" ? message : JSON.stringify(message);
}

function retryAfterMs(header: string | null): number | null {
  const seconds = Number(header);
  return header === null || Number.isNaN(seconds) ? null : seconds * 1000;
}
