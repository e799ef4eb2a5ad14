/** For six seconds after an answer: whether the server has it, and the way back to it. */
import { useEffect, useState } from "preact/hooks";
import { Link } from "./Button.tsx";
import { useBench, useLater } from "./bench.ts";
import { Keycap } from "./Keycap.tsx";
import { t } from "./text.ts";

const SHOWN_FOR_MS = 6_000;

export function Saved() {
  const latest = useLater((state) => state.latest);
  return (
    <span class="toast" role="status">
      {latest !== null && <Toast key={latest} uuid={latest} />}
    </span>
  );
}

function Toast({ uuid }: { readonly uuid: string }) {
  const { session } = useBench();
  const [isOver, end] = useState(false);
  const n = useLater((state) => state.judgedToday);
  const sync = useLater((state) => state.history.find((past) => past.uuid === uuid)?.sync);
  useEffect(() => {
    const timer = setTimeout(() => end(true), SHOWN_FOR_MS);
    return () => clearTimeout(timer);
  }, []);
  // What was not accepted has a notice of its own.
  if (isOver || sync === undefined || sync === "problem") return null;
  return (
    <>
      {sync === "saved" ? t("toast.saved", { n }) : t("toast.queued")} ·{" "}
      <Link act={() => session.tell({ type: "reopened", uuid })}>
        {t("acts.undo")} <Keycap of="back" />
      </Link>
    </>
  );
}
