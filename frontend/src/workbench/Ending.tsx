/** The end of a shift, over the bench: what is still to be sent, or what it came to. */

import { Link } from "./Button.tsx";
import { useBench } from "./bench.ts";
import type { Ending } from "./shift.ts";
import { duration, t, timeOfDay } from "./text.ts";

export function EndOfShift({ ending }: { readonly ending: Ending }) {
  return (
    <main class="waiting" data-ending={ending.stage}>
      <Stage ending={ending} />
    </main>
  );
}

function Stage({ ending }: { readonly ending: Ending }) {
  switch (ending.stage) {
    case "sending":
      return <h1>{t("shift.sending")}</h1>;
    case "unsent":
      return <Unsent nUnsent={ending.nUnsent} />;
    case "failed":
      return <Failed message={ending.message} />;
    case "ended":
      return <Receipt ending={ending} />;
  }
}

function Unsent({ nUnsent }: { readonly nUnsent: number }) {
  const { session } = useBench();
  return (
    <>
      <h1>{t("connection.waiting", { n: nUnsent })}</h1>
      <p role="status">{t("shift.unsent")}</p>
      <button type="button" class="button button--primary" onClick={() => void session.shift.end()}>
        {t("notice.retry")}
      </button>
      <button type="button" class="button" onClick={() => void session.shift.end(true)}>
        {t("shift.anyway")}
      </button>
      <Resume />
    </>
  );
}

function Failed({ message }: { readonly message: string }) {
  const { session } = useBench();
  return (
    <>
      <h1>{t("shift.failed")}</h1>
      <p role="status">{message}</p>
      <button type="button" class="button" onClick={() => void session.shift.end(true)}>
        {t("notice.retry")}
      </button>
      <a href={session.urls.leave}>{t("shift.leave")}</a>
      <Resume />
    </>
  );
}

function Resume() {
  const { session } = useBench();
  return <Link act={() => session.shift.resume()}>{t("shift.resume")}</Link>;
}

function Receipt({ ending }: { readonly ending: Ending & { readonly stage: "ended" } }) {
  const { session } = useBench();
  const { receipt } = ending;
  const rows = [
    [t("shift.time"), `${timeOfDay(Date.parse(receipt.from))} – ${timeOfDay(Date.parse(receipt.to))}`],
    [t("shift.judged"), String(receipt.judged)],
    [t("shift.skipped"), String(receipt.skipped)],
    [t("shift.active"), duration(receipt.active_ms)],
  ];
  return (
    <>
      <h1>{t("shift.ended")}</h1>
      <dl class="receipt">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <a class="button" href={session.urls.leave}>
        {t("shift.leave")}
      </a>
    </>
  );
}
