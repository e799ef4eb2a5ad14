/** Finds where the browser code asks for a text, and with which values. */
import { parseSync } from "vite";

export interface Call {
  readonly key: string;
  /** null when they are not written out in the call. */
  readonly values: readonly string[] | null;
}

interface Node {
  readonly type: string;
  readonly [part: string]: unknown;
}

/** Calls of `t` with a key that is written out. */
export function calls(source: string): Call[] {
  return found(parseSync("component.tsx", source, { lang: "tsx" }).program);
}

function found(value: unknown): Call[] {
  if (Array.isArray(value)) return value.flatMap(found);
  if (!isNode(value)) return [];
  const inner = Object.values(value).flatMap(found);
  return value.type === "CallExpression" ? [...called(value), ...inner] : inner;
}

function called({ callee, arguments: given }: Node): Call[] {
  const [key, values] = given as readonly (Node | undefined)[];
  if ((callee as Node).name !== "t" || key?.type !== "Literal") return [];
  return [{ key: String(key.value), values: valuesOf(values) }];
}

function valuesOf(values: Node | undefined): string[] | null {
  if (values === undefined) return [];
  const properties = (values.properties ?? [{ type: values.type }]) as readonly Node[];
  if (properties.some((one) => one.type !== "Property")) return null;
  return properties.map((one) => String((one.key as Node).name)).sort();
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value;
}
