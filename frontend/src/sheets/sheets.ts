/** What stands on each sheet, by its panel, and what the guideline shows; a chunk of its own. */
export { Examples as examples } from "./Examples.tsx";
export { Keys as help } from "./Keys.tsx";
export { Settings as settings } from "./Settings.tsx";
