// What the eye misses is marked; where two strings differ is found.
import assert from "node:assert/strict";
import { test } from "node:test";
import { differences, marks } from "../../examples/playground/marks.js";

test("blanks, line ends, invisible and other characters", () => {
  const shown = marks("a b\t\r\n\u200b\u3000某一😀\ufeffc").map(({ kind, shown }) => [kind, shown]);
  assert.deepEqual(shown, [
    ["plain", "a"],
    ["blank", "␣"],
    ["plain", "b"],
    ["tab", "\\t"],
    ["cr", "\\r"],
    ["lf", "\\n"],
    ["hidden", "U+200B"],
    ["hidden", "U+3000"],
    ["other", "某一😀"],
    ["hidden", "U+FEFF"],
    ["plain", "c"],
  ]);
  assert.deepEqual(marks(""), []);
});

test("differences put together again are both strings", () => {
  const pairs = [
    ["", ""],
    ["same", "same"],
    ["", "all"],
    ["ai-1appId-2", "ai1appId2"],
    ["abcabba", "cbabac"],
    ["k😀v", "k😁v"],
    ["x".repeat(5000) + "1", "y".repeat(5000) + "2"],
  ];
  for (const [left, right] of pairs) {
    const runs = differences(left, right);
    assert.equal(runs.map((run) => run.left).join(""), left);
    assert.equal(runs.map((run) => run.right).join(""), right);
    assert.ok(runs.every((run) => !run.same || run.left === run.right));
  }
});

test("dashes are the only difference where they are", () => {
  const runs = differences("ai-1appId-2", "ai1appId2");
  assert.deepEqual(
    runs.filter((run) => !run.same).map((run) => [run.left, run.right]),
    [
      ["-", ""],
      ["-", ""],
    ],
  );
});
