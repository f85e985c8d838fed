// Texts to count: one for each boundary of the rules, and random ones with characters of all kinds.
'use strict';

const GSM = '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCXYZÄÖÑÜ§¿abcxyzäöñüà';
const EXTENSION = '\f^{}\\[~]|€';
const UNICODE = 'çêâîôûëï’“”«»…–—\u00a0\u200b\ufeff\tŒœЖщ字한あאع';
const ASTRAL = ['😀', '🎉', '𝒜', '\ud83d', '\ude00'];
const CLUSTERS = ['e\u0301', '👩‍👩‍👧‍👦', '🇫🇷', '1️⃣', '👍🏽', 'नि', '\r\n'];

/** A generator of random numbers from 0 to below 1 that are the same in every run (mulberry32). */
function numbers(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function* boundaries() {
  yield '';
  for (let code = 0; code < 0x3000; code += 1) yield String.fromCharCode(code);
  for (const one of ['a', '€', 'ç', '😀', '\r\n', 'e\u0301']) {
    for (const units of [66, 67, 68, 69, 70, 71, 133, 134, 135, 152, 153, 154, 159, 160, 161, 304, 305, 306, 307, 458, 459, 460]) {
      for (const before of ['', 'b', 'ç']) {
        yield before + one.repeat(Math.floor(units / one.length));
        yield before + 'a'.repeat(units) + one;
      }
    }
  }
}

function* random(count) {
  const number = numbers(20260101);
  const pick = (from) => from[Math.floor(number() * from.length)];
  for (let n = 0; n < count; n += 1) {
    // Many texts have characters of only one kind, because a single other character changes the encoding.
    const kinds = [GSM, GSM + EXTENSION, EXTENSION, [...GSM, ...UNICODE], [...GSM, ...ASTRAL], [...GSM, ...CLUSTERS]];
    const kind = pick(kinds);
    const length = Math.floor(number() ** 2 * 500);
    yield Array.from({ length }, () => pick(kind)).join('');
  }
}

module.exports = { corpus: () => [...boundaries(), ...random(8000)] };
