// The prefixes that a pattern of libphonenumber matches, one by one.
'use strict';

/**
 * The texts that a regular expression of digits, `\d`, classes, groups and `?` matches; `x` stands for any digit.
 * A capturing group matches nothing here: it takes a part of the number, or the code of a carrier.
 */
function expand(pattern) {
  let at = 0;

  function alternatives() {
    const all = [sequence()];
    while (pattern[at] === '|') {
      at += 1;
      all.push(sequence());
    }
    return all.flat();
  }

  function sequence() {
    let texts = [''];
    while (at < pattern.length && pattern[at] !== '|' && pattern[at] !== ')') {
      let next = atom();
      if (pattern[at] === '?') {
        at += 1;
        next = [...next, ''];
      } else if (pattern[at] === '{' || pattern[at] === '$') {
        at = pattern[at] === '$' ? at + 1 : pattern.indexOf('}', at) + 1;
      }
      texts = texts.flatMap((text) => next.map((end) => text + end));
    }
    return texts;
  }

  function atom() {
    if (pattern.startsWith('\\d', at)) {
      at += 2;
      return ['x'];
    }
    if (pattern[at] === '[') {
      const end = pattern.indexOf(']', at);
      const characters = pattern.slice(at + 1, end).replace(/(\d)-(\d)/g, (_, from, to) => digitsBetween(+from, +to));
      at = end + 1;
      return [...characters];
    }
    if (pattern[at] === '(') {
      const captures = !pattern.startsWith('(?:', at);
      at += captures ? 1 : 3;
      const inside = alternatives();
      if (pattern[at] !== ')') throw new Error(`${pattern}: no ) at ${at}`);
      at += 1;
      return captures ? [] : inside;
    }
    if (!/\d/.test(pattern[at])) throw new Error(`${pattern}: unknown ${pattern[at]} at ${at}`);
    at += 1;
    return [pattern[at - 1]];
  }

  return [...new Set(alternatives())];
}

function digitsBetween(from, to) {
  return Array.from({ length: to - from + 1 }, (_, n) => from + n).join('');
}

module.exports = { expand };
