// What the eye misses in a string to sign: blanks, line ends, invisible and non-ASCII characters; and where two strings differ.

const NAMED = { " ": ["␣", "blank"], "\t": ["\\t", "tab"], "\r": ["\\r", "cr"], "\n": ["\\n", "lf"] };
// Control characters, blanks other than U+0020, zero-width characters, marks of direction, the byte order mark.
const HIDDEN =
  /[\u0000-\u001f\u007f-\u00a0\u00ad\u115f\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufe00-\ufe0f\ufeff\ufff9-\ufffb]/;

/**
 * The string in runs of one kind. `kind` is plain, blank, tab, cr, lf, hidden or other (not ASCII); `shown` is what to print.
 * @param {string} text
 * @returns {{kind: string, text: string, shown: string}[]}
 */
export function marks(text) {
  const runs = [];
  for (const character of text) {
    const [shown, kind] = mark(character);
    const last = runs.at(-1);
    if (last && last.kind === kind && (kind === "plain" || kind === "other")) {
      last.text += character;
      last.shown += shown;
    } else runs.push({ kind, text: character, shown });
  }
  return runs;
}

function mark(character) {
  const named = NAMED[character];
  if (named) return named;
  if (HIDDEN.test(character)) return [codePoint(character), "hidden"];
  return [character, character.charCodeAt(0) < 0x80 ? "plain" : "other"];
}

export const codePoint = (character) => `U+${character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`;

/** More pairs than this are not compared one by one. */
const MOST = 4_000_000;

/**
 * Where two strings differ, as runs of both; a run that only one has is empty in the other.
 * @param {string} left
 * @param {string} right
 * @returns {{same: boolean, left: string, right: string}[]}
 */
export function differences(left, right) {
  const [a, b] = [[...left], [...right]];
  let start = 0;
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  const runs = [];
  const push = (same, one, other) => {
    if (one === "" && other === "") return;
    const last = runs.at(-1);
    if (last && last.same === same) {
      last.left += one;
      last.right += other;
    } else runs.push({ same, left: one, right: other });
  };
  const head = a.slice(0, start).join("");
  push(true, head, head);
  const [left_, right_] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  if (left_.length * right_.length > MOST) push(false, left_.join(""), right_.join(""));
  else common(left_, right_, push);
  const tail = a.slice(a.length - end).join("");
  push(true, tail, tail);
  return runs;
}

/** The longest common subsequence, by the table that everybody knows. */
function common(a, b, push) {
  const width = b.length + 1;
  const table = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const at = i * width + j;
      table[at] = a[i] === b[j] ? table[at + width + 1] + 1 : Math.max(table[at + width], table[at + 1]);
    }
  }
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) push(true, a[i++], b[j++]);
    else if (j === b.length || (i < a.length && table[(i + 1) * width + j] >= table[i * width + j + 1]))
      push(false, a[i++], "");
    else push(false, "", b[j++]);
  }
}
