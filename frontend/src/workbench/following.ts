/** Following a part of the state. */
import { computed, effect, type Signal, untracked } from "@preact/signals";
import type { State } from "../core/state.ts";

/** Does something with that part now, and whenever it changes, until the returned function is called. */
export function follow<Part>(
  state: Signal<State>,
  part: (state: State) => Part,
  then: (part: Part) => void,
): () => void {
  const followed = computed(() => part(state.value));
  return effect(() => {
    const value = followed.value;
    untracked(() => then(value));
  });
}
