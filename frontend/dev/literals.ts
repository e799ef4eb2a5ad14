/** Finds what a component says to a person without asking a catalog. */
import { parseSync } from "vite";

interface Node {
  readonly type: string;
  readonly [part: string]: unknown;
}

const READ_OUT = new Set([
  "alt",
  "aria-description",
  "aria-label",
  "aria-roledescription",
  "aria-valuetext",
  "label",
  "placeholder",
  "title",
]);
/** What is on a key's cap is the same in every language. */
const UNSPOKEN = new Set(["kbd", "code"]);
const WORD = /\p{L}/u;

/** Every literal text among the children of elements and in the attributes that are read out, in order. */
export function literalTexts(source: string): string[] {
  const { program, errors } = parseSync("component.tsx", source, { lang: "tsx" });
  if (errors.length > 0) throw new SyntaxError(String(errors[0]?.message));
  return within(program as unknown as Node);
}

function within(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(within);
  if (!isNode(value)) return [];
  if (value.type === "JSXElement" && isUnspoken(value)) return [];
  if (value.type === "JSXText") return spoken(value.value);
  if (value.type === "JSXAttribute") return inAttribute(value);
  if (value.type === "JSXElement" || value.type === "JSXFragment")
    return [...within(value.openingElement), ...nodes(value.children).flatMap(inChild)];
  return Object.values(value).flatMap(within);
}

function inChild(child: Node): string[] {
  return child.type === "JSXExpressionContainer" ? shown(child.expression) : within(child);
}

function inAttribute({ name, value }: Node): string[] {
  if (!isNode(value) || !READ_OUT.has(nameOf(name))) return within(value);
  return value.type === "JSXExpressionContainer" ? shown(value.expression) : shown(value);
}

/** The literals that an expression may come to; those that only decide, or go into a call, are not shown. */
function shown(value: unknown): string[] {
  if (!isNode(value)) return [];
  switch (value.type) {
    case "Literal":
      return spoken(value.value);
    case "TemplateLiteral":
      return nodes(value.quasis).flatMap(({ value: text }) => spoken((text as { cooked?: string }).cooked));
    case "ConditionalExpression":
      return [...within(value.test), ...shown(value.consequent), ...shown(value.alternate)];
    case "LogicalExpression":
      return [...shown(value.left), ...shown(value.right)];
    default:
      return within(value);
  }
}

function spoken(text: unknown): string[] {
  return typeof text === "string" && WORD.test(text) ? [text.trim()] : [];
}

function isUnspoken({ openingElement }: Node): boolean {
  const { name, attributes } = openingElement as Node;
  return UNSPOKEN.has(nameOf(name)) || nodes(attributes).some((one) => nameOf(one.name) === "translate");
}

function nameOf(name: unknown): string {
  return isNode(name) && typeof name.name === "string" ? name.name : "";
}

function nodes(value: unknown): Node[] {
  return Array.isArray(value) ? value.filter(isNode) : [];
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value;
}
