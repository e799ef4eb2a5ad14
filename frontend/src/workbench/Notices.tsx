/** Bars that say what is wrong without taking the work away. */

import { Link } from "./Button.tsx";
import { useBench, usePart } from "./bench.ts";
import { Copy } from "./Copy.tsx";
import { Keycap } from "./Keycap.tsx";
import { signInAgain } from "./renewal.ts";
import { t } from "./text.ts";

export function Notices() {
  return (
    <div class="notices">
      <SignedOut />
      <Late />
      <Silent />
      <LeaseEnding />
      <NewGuideline />
      <Problems />
    </div>
  );
}

function SignedOut() {
  const { session } = useBench();
  const connection = usePart((state) => state.connection);
  const nUnsent = usePart((state) => state.nUnsent);
  if (connection !== "signed_out" && connection !== "someone_else") return null;
  return (
    <p class="bar-notice" role="alert">
      {t(connection === "signed_out" ? "notice.signedOut" : "notice.someoneElse")}{" "}
      {nUnsent > 0 && `${t("connection.waiting", { n: nUnsent })} `}
      <a href={session.urls.sign_in} target="_blank" rel="noopener" onClick={(event) => signInAgain(event, session)}>
        {t("notice.signIn")}
      </a>
      <span class="muted"> {t("notice.signInHow")}</span>
    </p>
  );
}

/** Much waits, or for long: nothing is lost, and work goes on. */
function Late() {
  const { session } = useBench();
  const isLate = usePart((state) => state.isLate && state.connection === "behind");
  const nUnsent = usePart((state) => state.nUnsent);
  if (!isLate) return null;
  return (
    <p class="bar-notice" role="status">
      {t("connection.waiting", { n: nUnsent })} {t("notice.late")}{" "}
      <Link act={() => session.wake()}>{t("notice.retry")}</Link>
    </p>
  );
}

/** Time stands still after a long silence; any sign of somebody lets it run again. */
function Silent() {
  const { session } = useBench();
  const isSilent = usePart((state) => state.rest?.by === "silence");
  if (!isSilent) return null;
  return (
    <p class="bar-notice" role="status">
      {t("pause.silent")} <Link act={() => session.resume()}>{t("pause.resume")}</Link>
    </p>
  );
}

function LeaseEnding() {
  const { session } = useBench();
  const isTold = usePart((state) => state.isLeaseEnding && state.hand !== null && state.connection === "fine");
  if (!isTold) return null;
  return (
    <p class="bar-notice" role="alert">
      {t("lease.ending")}{" "}
      <Link act={() => session.report()}>
        {t("lease.keep")} <Keycap of="extend" />
      </Link>
    </p>
  );
}

/** Told once: whoever opens the guideline, or sets this aside, has heard. */
function NewGuideline() {
  const { session } = useBench();
  const { number, changed = [] } = usePart((state) => state.guideline);
  const seen = usePart((state) => state.choices.guideline_seen ?? number);
  if (seen >= number) return null;
  return (
    <p class="bar-notice" role="status">
      {changed.length > 0
        ? t("notice.guidelineChanged", { number, rulings: changed.join("; ") })
        : t("notice.guideline", { number })}{" "}
      <Link act={() => session.tell({ type: "paneled", panel: "guideline" })}>{t("notice.guidelineRead")}</Link>{" "}
      <Link act={() => session.tell({ type: "chosen", choices: { guideline_seen: number } })}>
        {t("notice.setAside")}
      </Link>
    </p>
  );
}

function Problems() {
  const { session } = useBench();
  const past = usePart((state) => state.history.find((one) => one.sync === "problem"));
  if (past === undefined) return null;
  const report = {
    uuid: past.uuid,
    pair: past.pair.pair,
    problem: past.problem,
    answer: past.answer,
    ...past.draft.marks,
    flags: past.draft.flags,
    note: past.draft.note,
  };
  return (
    <p class="bar-notice" role="status">
      {t("notice.problem", { problem: past.problem ?? "" })}{" "}
      <Link act={() => session.retry(past.uuid)}>{t("notice.retry")}</Link>{" "}
      <Copy text={JSON.stringify(report)} says="notice.report" />{" "}
      <Link act={() => session.tell({ type: "dismissed", uuid: past.uuid })}>{t("notice.setAside")}</Link>
    </p>
  );
}
