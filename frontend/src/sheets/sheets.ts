/** What stands on each sheet, by its panel; a chunk of its own. */
export { Keys as help } from "./Keys.tsx";
export { Settings as settings } from "./Settings.tsx";
