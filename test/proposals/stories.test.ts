import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { faultOf, readStories } from "../intake/story.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { newMember } from "./member.ts";

const stories = readStories("proposal-").map((story) => [story.name, story] as const);

describe.each(databases)("a member and the proposals room on $name live through", ({ open }) => {
  let opened: TestDatabase;
  beforeEach(async () => {
    opened = await open();
  });
  afterEach(() => opened.close());

  test.each(stories)("%s", async (_, story) => {
    const member = await newMember(opened.db);
    await member.begin();
    expect(faultOf(story.opening, [], member.screen)).toBeUndefined();
    for (const turn of story.turns) {
      if (turn.said === "/sangkien") await member.begin();
      else await member.say(turn.said);
      const place = `${story.name}, line ${turn.line}, “${turn.said}”`;
      expect(faultOf(turn.expected, turn.forbidden, member.screen), place).toBeUndefined();
      if (turn.outcome !== null) expect(member.outcome, place).toBe(turn.outcome);
    }
  });
});
