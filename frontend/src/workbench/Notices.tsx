/** Bars that say what is wrong without taking the work away. */
import { useBench, usePart } from "./bench.ts";
import { t } from "./text.ts";

export function Notices() {
  return (
    <div class="notices">
      <SignedOut />
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
      <a href={session.urls.sign_in} target="_blank" rel="noopener">
        {t("notice.signIn")}
      </a>
      <span class="muted"> {t("notice.signInHow")}</span>
    </p>
  );
}

function Problems() {
  const { session } = useBench();
  const past = usePart((state) => state.history.find((one) => one.sync === "problem"));
  if (past === undefined) return null;
  return (
    <p class="bar-notice" role="status">
      {t("notice.problem", { problem: past.problem ?? "" })}{" "}
      <button type="button" class="link" onClick={() => session.retry(past.uuid)}>
        {t("notice.retry")}
      </button>{" "}
      <button type="button" class="link" onClick={() => session.tell({ type: "dismissed", uuid: past.uuid })}>
        {t("notice.setAside")}
      </button>
    </p>
  );
}
