/** The sheet of keys, which comes with the page here. */
import { Keys } from "../sheets/Keys.tsx";
import { Sheet, useIsOpen } from "../workbench/Sheet.tsx";
import { t } from "../workbench/text.ts";

export function HelpSheet() {
  if (!useIsOpen("help")) return null;
  return (
    <Sheet panel="help" title={t("help.title")}>
      <Keys />
    </Sheet>
  );
}
