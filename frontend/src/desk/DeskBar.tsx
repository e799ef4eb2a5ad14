/** The bar: how many wait, what is not saved yet, keys, and the way out. */
import { Quiet } from "../workbench/Button.tsx";
import { t } from "../workbench/text.ts";
import { useDesk, useScreen } from "./places.ts";

export function DeskBar() {
  const { session } = useDesk();
  const nWaiting = useScreen((screen) => screen.nWaiting);
  const nUnsent = useScreen((screen) => screen.unsent.length);
  return (
    <header class="bar">
      <span class="wordmark" translate={false}>
        Strike<span class="wordmark-stroke">out</span>
      </span>
      <span class="bar-batch">{session.config.batch || t("desk.title")}</span>
      <span class="bar-today">{t("desk.waiting", { n: nWaiting })}</span>
      {nUnsent > 0 && <span class="connection">{t("connection.behind", { n: nUnsent })}</span>}
      <span class="spring" />
      <div class="bar-doors">
        <Quiet of="help" class="bar-keys" act={() => session.tell({ type: "paneled", panel: "help" })}>
          {t("bar.keys")}
        </Quiet>
        <a class="button button--quiet button--small" href={session.config.urls.leave}>
          {t("desk.leave")}
        </a>
      </div>
    </header>
  );
}
