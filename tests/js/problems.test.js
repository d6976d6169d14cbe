import assert from "node:assert/strict";
import test from "node:test";
import {
  choose,
  dismiss,
  open,
  problemsOf,
  receiveProblems,
} from "../../static/js/problems/problems.js";

const told = () => open.value;

/** @param {string} code @param {number | null} [layer] @returns {any} */
const problem = (code, layer = null) => ({
  code,
  layer,
  since: 5,
  before: 4,
  values: {},
  remedy: null,
});

test("the worst problem is told until it is dismissed, and again when it newly occurs", () => {
  receiveProblems([problem("dead", 2), problem("overfitting")]);
  assert.equal(told()?.code, "dead");
  assert.deepEqual(
    problemsOf(2).map(({ code }) => code),
    ["dead"],
  );
  dismiss();
  assert.equal(told(), null);
  receiveProblems([problem("dead", 2), problem("overfitting")]);
  assert.equal(told(), null);
  receiveProblems([problem("overfitting")]);
  receiveProblems([problem("dead", 2), problem("overfitting")]);
  assert.equal(told()?.code, "dead");
  receiveProblems([]);
});

test("a problem that is asked for is told, though it was dismissed", () => {
  receiveProblems([problem("dead", 2), problem("overfitting")]);
  dismiss();
  choose(problem("overfitting"));
  assert.equal(told()?.code, "overfitting");
  receiveProblems([problem("dead", 2)]);
  assert.equal(told(), null);
  receiveProblems([]);
});

test("the same problem in another layer is another one", () => {
  receiveProblems([problem("dead", 2)]);
  dismiss();
  receiveProblems([problem("dead", 3)]);
  assert.equal(told()?.layer, 3);
  receiveProblems([]);
});
