/** The key of an act of the desk. */
import { printed } from "../core/chords.ts";
import { keyboard } from "../workbench/layout.ts";
import { type Act, rowOf } from "./keys.ts";
import { useDesk } from "./places.ts";

/** Nothing, when the act has no key. */
export function Cap({ act }: { readonly act: Act }) {
  const { session } = useDesk();
  const chord = rowOf(session.rows, act)?.chords[0];
  return chord === undefined ? null : <kbd>{printed(chord, keyboard.value)}</kbd>;
}
