import { describe, expect, test } from "vitest";
import { advance, opening } from "../../src/intake/advance.ts";
import { startState } from "../../src/intake/state.ts";
import { instant } from "../../src/kit/time.ts";
import { quickForm } from "../../src/proposals/quick-form.ts";
import { faultOf, heardOf, readStories } from "./story.ts";

const now = instant("2026-11-23T03:00:00Z");
const stories = readStories("form-");

describe("the form machine lives through", () => {
  test("more than a handful of stories", () => {
    expect(stories.length).toBeGreaterThanOrEqual(8);
  });

  test.each(stories.map((story) => [story.name, story] as const))("%s", (_, story) => {
    let state = startState(quickForm);
    let screen = opening(quickForm, state);
    expect(faultOf(story.opening, [], screen)).toBeUndefined();
    for (const turn of story.turns) {
      const done = advance(quickForm, state, heardOf(turn.said, screen), now);
      const fault = faultOf(turn.expected, turn.forbidden, done.replies);
      expect(fault, `${story.name}, line ${turn.line}, “${turn.said}”`).toBeUndefined();
      expect(done.outcome, `line ${turn.line}`).toBe(turn.outcome ?? "going");
      state = done.state;
      screen = [...done.replies];
    }
  });
});
