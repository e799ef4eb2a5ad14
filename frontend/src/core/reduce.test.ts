import fc from "fast-check";
import { expect, test } from "vitest";
import { CHOICES } from "../../dev/choices.ts";
import { pairOf } from "../../dev/pairs.ts";
import { objection } from "./answers.ts";
import { type Event, isGuidelineOld, reduce } from "./reduce.ts";
import { held, isVeiled, marks, opened, type State } from "./state.ts";
import type { PageConfig, Work } from "./wire.ts";

const CONFIG: PageConfig = {
  csrf: "token",
  work: { state: "looking", retry_after: 1, pairs: [] },
  urls: {
    flags: "",
    questions: "",
    packs: "",
    parkings: "",
    shift_ends: "",
    claims: "",
    judgments: "",
    skips: "",
    releases: "",
    corrections: "",
    choices: "",
    sign_in: "",
    inbox: "",
    leave: "",
  },
  annotator: { key: "k", name: "Mina" },
  judged_today: 7,
  guideline: { number: 1, rulings: [] },
  tour: null,
  build: "b1",
  language: "en",
  strings: {},
  choices: CHOICES,
};

function work(...slots: number[]): Work {
  return { state: "work", retry_after: null, pairs: slots.map((slot) => pairOf(`a cat, a dog ${slot}`, { slot })) };
}

function after(...events: Event[]): State {
  return events.reduce(reduce, opened(CONFIG));
}

const ARRIVED: Event = { type: "arrived", work: work(1, 2, 3) };
const STRUCK: Event = { type: "marked", gesture: { do: "toggle", word: 1 } };
const ANSWERED: Event = { type: "answered", uuid: "u1", answer: { outcome: "judged" } };

test("the first pair that arrives is taken in hand, on its first word", () => {
  const state = after(ARRIVED);

  expect(state.hand?.pair.slot).toBe(1);
  expect(state.hand?.focus).toBe(0);
  expect(held(state).map((pair) => pair.slot)).toEqual([1, 2, 3]);
});

test("an answer puts the next pair in hand at once", () => {
  const state = after(ARRIVED, STRUCK, ANSWERED);

  expect(state.hand?.pair.slot).toBe(2);
  expect(marks(state).struck).toEqual([]);
  expect(state.history.map((past) => [past.uuid, past.sync, past.draft.marks.struck])).toEqual([["u1", "queued", [1]]]);
});

test("pairs that were answered here, or are held here, do not arrive again", () => {
  const state = after(ARRIVED, ANSWERED, { type: "arrived", work: work(1, 2, 3, 4) });

  expect(held(state).map((pair) => pair.slot)).toEqual([2, 3, 4]);
});

test("a draft from before a reload comes back with its pair", () => {
  const draft = { marks: { struck: [2], unsure: [] }, past: [{ struck: [], unsure: [] }], future: [] };
  const kept = { drafts: { "1 hash-1": draft }, answered: [2], history: [], nUnsent: 1, pack: null, queue: [] };
  const state = after({ type: "restored", kept }, ARRIVED);

  expect(marks(state).struck).toEqual([2]);
  expect(marks(reduce(state, { type: "undone" })).struck).toEqual([]);
  expect(held(state).map((pair) => pair.slot)).toEqual([1, 3]);
});

test("a receipt marks the answer as saved and brings the day's count", () => {
  const state = after(ARRIVED, ANSWERED, { type: "saved", uuid: "u1", judgedToday: 8, became: null });

  expect(state.history[0]?.sync).toBe("saved");
  expect(state.judgedToday).toBe(8);
});

test("an answer that was not accepted is shown as a problem", () => {
  const state = after(ARRIVED, ANSWERED, { type: "refused", uuid: "u1", message: "malformed" });

  expect([state.history[0]?.sync, state.history[0]?.problem]).toEqual(["problem", "malformed"]);
});

test("going back keeps the pair in hand and its marks for afterwards", () => {
  const on2: Event = { type: "marked", gesture: { do: "toggle", word: 3 } };
  const back = after(ARRIVED, STRUCK, ANSWERED, on2, { type: "reopened", uuid: null });

  expect([back.hand?.pair.slot, back.hand?.correcting, marks(back).struck]).toEqual([1, "u1", [1]]);
  const returned = reduce(back, { type: "returned" });
  expect([returned.hand?.pair.slot, returned.hand?.correcting, marks(returned).struck]).toEqual([2, null, [3]]);
});

test("a correction takes the place of what it corrects", () => {
  const corrected: Event = { type: "answered", uuid: "u1b", answer: { outcome: "judged" } };
  const state = after(ARRIVED, STRUCK, ANSWERED, { type: "reopened", uuid: null }, STRUCK, corrected);

  expect(state.history.map((past) => [past.uuid, past.draft.marks.struck])).toEqual([["u1b", []]]);
  expect(state.hand?.pair.slot).toBe(2);
});

test("going back twice reaches the one before, and passes over skips", () => {
  const skipped: Event = { type: "answered", uuid: "u2", answer: { skipped: "image" } };
  const third: Event = { type: "answered", uuid: "u3", answer: { outcome: "mismatch" } };
  const back: Event = { type: "reopened", uuid: null };

  expect(after(ARRIVED, ANSWERED, skipped, third, back).hand?.correcting).toBe("u3");
  expect(after(ARRIVED, ANSWERED, skipped, third, back, back).hand?.correcting).toBe("u1");
  expect(after(ARRIVED, ANSWERED, skipped, third, back, back, back).hint).toBe("nothing_before");
});

test("with nothing left in hand the screen is looking for work, and says what the server says", () => {
  const empty = after({ type: "arrived", work: work(1) }, ANSWERED);

  expect([empty.hand, empty.supply]).toEqual([null, "looking"]);
  const told = reduce(empty, { type: "arrived", work: { state: "no_work", retry_after: 60, pairs: [] } });
  expect([told.supply, told.retryAfterMs]).toEqual(["no_work", 60_000]);
});

test("a picture that was painted for another pair counts for nothing", () => {
  expect(after(ARRIVED, { type: "pictured", picture: "painted", slot: 2 }).hand?.picture).toBe("loading");
  expect(after(ARRIVED, { type: "pictured", picture: "painted", slot: 1 }).hand?.picture).toBe("painted");
});

test("escape lets go of one thing at a time", () => {
  const all = after(ARRIVED, { type: "runChosen", run: { from: 0, to: 2 } }, { type: "paneled", panel: "help" });
  const once = reduce(all, { type: "cancelled" });

  expect([once.panel, once.hand?.run]).toEqual([null, { from: 0, to: 2 }]);
  expect(reduce(once, { type: "cancelled" }).hand?.run).toBeNull();
});

const slot = fc.integer({ min: 1, max: 12 });
const events: fc.Arbitrary<Event> = fc.oneof(
  fc.array(slot, { maxLength: 5 }).map((slots): Event => ({ type: "arrived", work: work(...new Set(slots)) })),
  fc.uuid().map((uuid): Event => ({ type: "answered", uuid, answer: { outcome: "judged" } })),
  fc.constantFrom<Event>(STRUCK, { type: "undone" }, { type: "reopened", uuid: null }, { type: "returned" }),
);

test("no pair is ever held twice, nor answered twice but as a correction", () => {
  fc.assert(
    fc.property(fc.array(events, { maxLength: 40 }), (happened) => {
      const first: number[] = [];
      let state = opened(CONFIG);
      for (const event of happened) {
        if (event.type === "answered" && state.hand?.correcting === null) first.push(state.hand.pair.slot);
        state = reduce(state, event);
        const slots = held(state).map((pair) => pair.slot);
        expect(new Set(slots).size).toBe(slots.length);
        expect(slots.filter((one) => first.includes(one))).toEqual([]);
      }
      expect(new Set(first).size).toBe(first.length);
    }),
  );
});

const SENSITIVE = pairOf("a cat", { slot: 9 });
const COVERED: Event = {
  type: "arrived",
  work: { ...work(), pairs: [{ ...SENSITIVE, image: { ...SENSITIVE.image, sensitivity: "sensitive" } }] },
};

test("a sensitive picture is covered, seen while it is revealed, and remembered as seen", () => {
  const arrived = after(COVERED);
  expect(isVeiled(arrived)).toBe(true);

  const revealed = reduce(arrived, { type: "revealed", isRevealed: true });
  expect(isVeiled(revealed)).toBe(false);
  const covered = reduce(revealed, { type: "revealed", isRevealed: false });

  expect(isVeiled(covered)).toBe(true);
  expect(covered.hand?.seen).toBe(true);
});

test("whoever chose to see sensitive pictures sees them, and other pictures are never covered", () => {
  expect(isVeiled(after(COVERED, { type: "chosen", choices: { exposure: "show" } }))).toBe(false);
  expect(isVeiled(after(ARRIVED))).toBe(false);
});

test("an answer on a picture that was never seen is put off", () => {
  const painted: Event = { type: "pictured", picture: "painted", slot: 9 };
  const wish = { submit: "nothing" } as const;

  expect(objection(after(COVERED, painted), wish)).toBe("image_veiled");
  const seen = after(COVERED, painted, { type: "revealed", isRevealed: true }, { type: "revealed", isRevealed: false });
  expect(objection(seen, wish)).toBeNull();
});

test("a choice of keys changes the table at once", () => {
  const state = after({ type: "chosen", choices: { keys: { undo: "KeyD" } } });

  const undo = state.shortcuts.find((row) => row.command.do === "undo");
  expect(undo?.chords).toEqual([{ modifier: "", code: "KeyD" }]);
});

test("whoever asks about a locked word is told until they go on", () => {
  const token = pairOf("8k", { locked: { "8k": "10" } }).tokens[0];
  if (token === undefined) throw new Error("no token");
  const asked = after(ARRIVED, { type: "lockAsked", token });

  expect(asked.locked).toBe(token);
  expect(reduce(asked, STRUCK).locked).toBeNull();
  expect(reduce(asked, { type: "cancelled" }).locked).toBeNull();
});

test("the guideline goes from ruling to ruling, and closes when asked for the same again", () => {
  const at = (ruling: number | null): Event => ({ type: "paneled", panel: "guideline", ruling });

  expect(after(at(4), at(10))).toMatchObject({ panel: "guideline", ruling: 10 });
  expect(after(at(4), at(4)).panel).toBeNull();
  expect(after(at(4), at(null)).panel).toBeNull();
});

const BEATEN = { active_today_ms: 0, lease_ends_at: null, lease_ms: null };

test("what is withdrawn leaves the queue and the hand; what somebody is spared stays while it is before their eyes", () => {
  const told = (withdrawn: number[], spared: number[]) =>
    after(ARRIVED, STRUCK, { type: "beaten", beaten: { ...BEATEN, withdrawn, spared }, now: 0 });

  expect(held(told([2], [3])).map((pair) => pair.slot)).toEqual([1]);
  expect(held(told([1], [])).map((pair) => pair.slot)).toEqual([2, 3]);
  expect(held(told([], [1, 2])).map((pair) => pair.slot)).toEqual([1, 3]);
  expect(marks(told([], [1])).struck).toEqual([1]);
});

test("a pair that left comes again when the server gives it again", () => {
  const gone: Event = { type: "beaten", beaten: { ...BEATEN, withdrawn: [2] }, now: 0 };

  expect(held(after(ARRIVED, gone, ARRIVED)).map((pair) => pair.slot)).toEqual([1, 3, 2]);
});

test("an answer that is being corrected stays, whatever becomes of its pair", () => {
  const gone: Event = { type: "beaten", beaten: { ...BEATEN, withdrawn: [1, 2] }, now: 0 };

  const state = after(ARRIVED, STRUCK, ANSWERED, { type: "reopened", uuid: "u1" }, gone);

  expect([state.hand?.pair.slot, state.hand?.correcting]).toEqual([1, "u1"]);
});

test("a newer guideline holds from the next pair on", () => {
  const guideline = { number: 2, rulings: [], changed: ["Objects"] };
  const told: Event = { type: "arrived", work: work(), guideline };
  const newest = { ...BEATEN, guideline: 2 };

  const before = after(ARRIVED);
  const between = after(ARRIVED, told);

  expect([isGuidelineOld(before, newest), isGuidelineOld(between, newest)]).toEqual([true, false]);
  expect(isGuidelineOld(before, BEATEN)).toBe(false);
  expect(between.guideline.number).toBe(1);
  expect(after(ARRIVED, told, ANSWERED).guideline).toBe(guideline);
  expect(after(told).guideline).toBe(guideline);
});

test("a hint goes with what it was about", () => {
  const painted: Event = { type: "pictured", picture: "painted", slot: 1 };
  const revealed: Event = { type: "revealed", isRevealed: true };

  expect(after(ARRIVED, { type: "hinted", hint: "image_loading" }, painted).hint).toBeNull();
  expect(after(ARRIVED, { type: "hinted", hint: "image_veiled" }, revealed).hint).toBeNull();
  expect(after(ARRIVED, { type: "hinted", hint: "nothing_struck" }, painted, revealed).hint).toBe("nothing_struck");
});

test("of the answers the last twenty are remembered, and every one that the server has not taken", () => {
  const slots = Array.from({ length: 30 }, (_, place) => place + 1);
  const answers: Event[] = slots.map((slot) => ({ type: "answered", uuid: `u${slot}`, answer: { outcome: "judged" } }));
  const all = after({ type: "arrived", work: work(...slots) }, ...answers);
  const saved: Event[] = slots
    .slice(1)
    .map((slot) => ({ type: "saved", uuid: `u${slot}`, judgedToday: slot, became: "counted" }));

  const state = [{ type: "refused", uuid: "u1", message: "no" } as const, ...saved].reduce(reduce, all);

  expect(all.history.length).toBe(30);
  expect(state.history.map((past) => past.uuid)).toEqual([...slots.slice(10).reverse(), 1].map((slot) => `u${slot}`));
  expect(state.history.at(-1)?.problem).toBe("no");
});

test("a question that is written stays with its pair, on the word that was asked about last, until another answer is begun", () => {
  const written: Event = { type: "questioned", question: { word: 1, text: "Is it?" } };
  const again: Event = { type: "questioned", question: { word: 0 } };
  const state = after(ARRIVED, written, { type: "asked", asking: "question" }, STRUCK, again);

  expect([state.hand?.draft.question, state.asking]).toEqual([{ word: 0, text: "Is it?" }, "question"]);
  expect(reduce(state, ANSWERED)).toMatchObject({ asking: null, hand: { draft: { marks: { struck: [] } } } });
  expect(reduce(state, ANSWERED).hand?.draft.question).toBeUndefined();
});

test("what the server does not take of a question or a flag is told, as they have no place in the history", () => {
  expect(after(ARRIVED, { type: "refused", uuid: "q1", message: "no" })).toMatchObject({
    hint: "not_taken",
    history: [],
  });
});

test("what is unread is as the last report of time was told", () => {
  const beaten = (unread?: number): Event => ({
    type: "beaten",
    beaten: { active_today_ms: 0, lease_ends_at: null, ...(unread === undefined ? {} : { unread }) },
    now: 0,
  });

  expect([after(beaten(3)).nUnread, after(beaten(3), beaten(1)).nUnread, after(beaten(3), beaten()).nUnread]).toEqual([
    3, 1, 0,
  ]);
});
