/** Taking work along: how much is left, until when, and the way back. */
import { useState } from "preact/hooks";
import { held } from "../core/state.ts";
import { Link, Quiet } from "./Button.tsx";
import { useBench, usePart } from "./bench.ts";
import { t, timeOfDay } from "./text.ts";

export function Packing() {
  const { session } = useBench();
  const pack = usePart((state) => state.pack);
  const nLeft = usePart((state) => held(state).length);
  const isOver = usePart((state) => state.rest?.by === "end");
  const [failed, setFailed] = useState(false);
  if (isOver) return null;
  if (pack === null)
    return (
      <Quiet
        class="bar-pack"
        title={t("pack.how")}
        act={() =>
          session.offline.take().then(
            () => setFailed(false),
            () => setFailed(true),
          )
        }
      >
        {t(failed ? "pack.failed" : "pack.take")}
      </Quiet>
    );
  const storing = pack.nStored < pack.slots.length;
  return (
    <span class="connection" role="status">
      {storing
        ? t("pack.storing", { stored: pack.nStored, all: pack.slots.length })
        : t("pack.left", { n: nLeft, time: timeOfDay(pack.endsAt) })}{" "}
      <Link act={() => session.offline.giveBack()}>{t("pack.giveBack")}</Link>
    </span>
  );
}
