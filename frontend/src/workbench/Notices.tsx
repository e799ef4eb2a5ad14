/** Bars that say what is wrong without taking the work away. */
import { useBench, usePart } from "./bench.ts";
import { signInAgain } from "./renewal.ts";
import { t } from "./text.ts";

export function Notices() {
  return (
    <div class="notices">
      <SignedOut />
      <Late />
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
      <button type="button" class="link" onClick={() => session.wake()}>
        {t("notice.retry")}
      </button>
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
  };
  return (
    <p class="bar-notice" role="status">
      {t("notice.problem", { problem: past.problem ?? "" })}{" "}
      <button type="button" class="link" onClick={() => session.retry(past.uuid)}>
        {t("notice.retry")}
      </button>{" "}
      <button type="button" class="link" onClick={() => void navigator.clipboard.writeText(JSON.stringify(report))}>
        {t("notice.report")}
      </button>{" "}
      <button type="button" class="link" onClick={() => session.tell({ type: "dismissed", uuid: past.uuid })}>
        {t("notice.setAside")}
      </button>
    </p>
  );
}
