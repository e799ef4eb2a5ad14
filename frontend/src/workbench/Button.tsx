/** The two small buttons that stand everywhere: a quiet one with its key, and one that reads as a link. */
import type { ComponentChildren } from "preact";
import { Keycap } from "./Keycap.tsx";

interface LinkProps {
  readonly act: () => unknown;
  readonly children: ComponentChildren;
  readonly title?: string;
  readonly "aria-label"?: string;
  readonly "aria-expanded"?: boolean;
}

interface QuietProps extends LinkProps {
  /** The command whose key is shown. */
  readonly of?: string;
  readonly class?: string;
  readonly disabled?: boolean;
  readonly "aria-pressed"?: boolean;
}

export function Quiet({ act, of, children, class: own = "", ...more }: QuietProps) {
  return (
    <button type="button" class={`${own} button button--quiet button--small`} onClick={() => void act()} {...more}>
      {children} {of && <Keycap of={of} />}
    </button>
  );
}

export function Link({ act, ...more }: LinkProps) {
  return <button type="button" class="link" onClick={() => void act()} {...more} />;
}
