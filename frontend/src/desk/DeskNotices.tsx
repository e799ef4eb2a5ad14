/** What became of decisions otherwise than was meant; nothing is lost, and work goes on. */
import { Link } from "../workbench/Button.tsx";
import { refusedBecause, t } from "../workbench/text.ts";
import type { Notice } from "./adjudicator.ts";
import { useDesk, useScreen } from "./places.ts";

const SHOWN_AT_MOST = 3;
const LONGEST = 60;

export function DeskNotices() {
  const notices = useScreen((screen) => screen.notices);
  return (
    <div class="notices">
      <Connection />
      {notices.slice(-SHOWN_AT_MOST).map((notice, place) => (
        <Told key={place} notice={notice} />
      ))}
    </div>
  );
}

function Connection() {
  const { session } = useDesk();
  const supply = useScreen((screen) => screen.supply);
  const nUnsent = useScreen((screen) => screen.unsent.length);
  if (supply === "signed_out")
    return (
      <p class="bar-notice" role="alert">
        {t("notice.signedOut")} <a href={session.config.urls.sign_in}>{t("notice.signIn")}</a>
      </p>
    );
  if (supply !== "behind") return null;
  return (
    <p class="bar-notice" role="status">
      {nUnsent > 0 ? t("desk.unsent", { n: nUnsent }) : t("problem.offline")}{" "}
      <Link act={() => session.wake()}>{t("notice.retry")}</Link>
    </p>
  );
}

function Told({ notice }: { readonly notice: Notice }) {
  const { session } = useDesk();
  return (
    <p class="bar-notice" role="status">
      {said(notice)} <Link act={() => session.dismiss(notice)}>{t("desk.seen")}</Link>
    </p>
  );
}

function said(notice: Notice): string {
  const prompt = shortened(notice.prompt);
  if (notice.says === "refused") return t("desk.refused", { prompt, reason: refusedBecause(notice.code) });
  return t(`desk.${notice.says}`, { prompt });
}

function shortened(prompt: string): string {
  return prompt.length > LONGEST ? `${prompt.slice(0, LONGEST)}…` : prompt;
}
