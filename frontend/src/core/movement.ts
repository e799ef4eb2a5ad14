/** Moving from word to word as the eye does: in visual order, from the boxes that the words are drawn in. */

export interface Box {
  readonly word: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export type Direction = "left" | "right" | "up" | "down" | "first" | "last";

/**
 * The word reached from a word; the word itself where there is no further one.
 *
 * @param boxes - one for each word that can be reached, in the order of the text
 * @param rightToLeft - the direction in which rows are read: it decides which row an arrow leaves to at a row's end
 */
export function reached(boxes: readonly Box[], from: number, direction: Direction, rightToLeft: boolean): number {
  if (direction === "first") return boxes[0]?.word ?? from;
  if (direction === "last") return boxes.at(-1)?.word ?? from;
  const rows = inRows(boxes);
  const at = rows.findIndex((row) => row.some((box) => box.word === from));
  const row = rows[at];
  if (row === undefined) return boxes[0]?.word ?? from;
  if (direction === "up") return nearest(rows[at - 1], row, from);
  if (direction === "down") return nearest(rows[at + 1], row, from);
  return beside(rows, at, from, direction === "right" ? 1 : -1, rightToLeft);
}

/** Rows from top to bottom, each from left to right. Boxes share a row when the middle of one lies within the other. */
export function inRows(boxes: readonly Box[]): Box[][] {
  const rows: Box[][] = [];
  for (const box of [...boxes].sort((a, b) => a.top - b.top)) {
    const head = rows.at(-1)?.[0];
    const middle = (box.top + box.bottom) / 2;
    if (head && middle < head.bottom) rows.at(-1)?.push(box);
    else rows.push([box]);
  }
  return rows.map((row) => row.sort((a, b) => a.left - b.left));
}

function beside(rows: Box[][], at: number, from: number, step: 1 | -1, rightToLeft: boolean): number {
  const row = rows[at] ?? [];
  const next = row[row.findIndex((box) => box.word === from) + step];
  if (next) return next.word;
  const isForward = (step === 1) !== rightToLeft;
  const other = rows[at + (isForward ? 1 : -1)];
  const entered = step === 1 ? other?.[0] : other?.at(-1);
  return entered?.word ?? from;
}

function nearest(row: Box[] | undefined, own: Box[], from: number): number {
  const here = own.find((box) => box.word === from);
  if (row === undefined || here === undefined) return from;
  const middle = (here.left + here.right) / 2;
  const distance = (box: Box) => Math.max(box.left - middle, middle - box.right, 0);
  return row.reduce((best, box) => (distance(box) < distance(best) ? box : best)).word;
}
