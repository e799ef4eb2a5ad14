/** The page where annotators strike words. It needs #workbench to stand in and #page-config to start from. */
import { begin } from "./workbench/opening.tsx";

begin();
