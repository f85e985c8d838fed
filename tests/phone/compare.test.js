// UNDERSTAND is the example `understand` of the crate `phone`. `cargo xtask test` builds it and sets the variable.
'use strict';

const { test } = require('node:test');
const assert = require('node:assert/strict');
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { spawnSync } = require('node:child_process');
const { getCountries, getExampleNumber, parsePhoneNumber } = require('libphonenumber-js/core');
const metadata = require('libphonenumber-js/metadata.max.json');
const examples = require('libphonenumber-js/examples.mobile.json');
const { plans } = require('./plans.js');

const REGIONS = getCountries(metadata);

/** What the crate understands when somebody in a region types a text, for each pair of both. */
function ours(pairs) {
  const input = pairs.map(({ region, text }) => `${JSON.stringify([region, text])}\n`).join('');
  const { status, stdout, stderr } = spawnSync(process.env.UNDERSTAND, { input, encoding: 'utf8', maxBuffer: 1 << 28 });
  assert.equal(status, 0, stderr);
  const answers = stdout.trim().split('\n').map((line) => JSON.parse(line));
  assert.equal(answers.length, pairs.length);
  return answers;
}

/** The number that the package understands, in E.164. */
function theirs(region, text) {
  try {
    return parsePhoneNumber(text, region, metadata).number;
  } catch (error) {
    return `${error}`;
  }
}

/** Valid numbers of a region: the example of a mobile number with other last digits. */
function numbers(region) {
  const { number } = getExampleNumber(region, examples, metadata);
  const found = [];
  // 7919 is a prime, so the last four digits differ.
  for (let n = 0; n < 40 && found.length < 8; n += 1) {
    const last = String((Number(number.slice(-4)) + n * 7919) % 10000).padStart(4, '0');
    const other = parsePhoneNumber(number.slice(0, -4) + last, undefined, metadata);
    if (other.isValid()) found.push(other);
  }
  return found;
}

const NUMBERS = REGIONS.flatMap((region) => numbers(region).map((number) => ({ region, number })));

test('plans.txt is what the package of this version says', () => {
  const text = readFileSync(join(__dirname, '../../crates/phone/plans.txt'), 'utf8');
  assert.equal(text, plans(), 'write it anew: cargo xtask phone-plans');
});

test('a mobile number is understood as libphonenumber-js does, in every format and from every country', () => {
  const pairs = [];
  NUMBERS.forEach(({ region, number }, index) => {
    const add = (from, text) => pairs.push({ region: from, number, text });
    const abroad = REGIONS[(index * 31) % REGIONS.length];
    for (const from of [region, abroad]) {
      for (const format of ['E.164', 'INTERNATIONAL']) add(from, number.format(format));
      add(from, number.getURI().replace('tel:', ''));
    }
    const dialled = number.format('IDD', { fromCountry: abroad });
    if (dialled) add(abroad, dialled);
    // Argentina puts 15 after the area, whose length only a long table knows.
    if (region !== 'AR') for (const text of [number.formatNational(), number.nationalNumber]) add(region, text);
  });
  assert.ok(pairs.length > 10000, `${pairs.length}`);
  let misread = 0;
  ours(pairs).forEach(({ numbers: [first] = [] }, index) => {
    const { number, text, region } = pairs[index];
    const said = theirs(region, text);
    assert.equal(first, number.number, `${text} in ${region}`);
    if (first === said) return;
    // The package takes 00 1… and 00 2… in Hong Kong for the prefixes 001 and 002 of its carriers.
    assert.ok(region === 'HK' && text.startsWith('00 '), `${text} in ${region}: ${said}`);
    misread += 1;
  });
  assert.ok(misread < 20, `${misread} of ${pairs.length}`);
});

test('libphonenumber-js understands the spellings of a number', () => {
  const answers = ours(NUMBERS.map(({ region, number }) => ({ region, text: number.number })));
  let count = 0;
  answers.forEach(({ spellings }, index) => {
    const { region, number } = NUMBERS[index];
    // It reads 00 only as the prefix of some countries, and a calling code without plus only if the number is too long
    // for a national one.
    const isClear = (text) => !text.startsWith('00') && !text.startsWith(number.countryCallingCode);
    for (const text of spellings.filter(isClear)) {
      count += 1;
      assert.equal(theirs(region, text), number.number, `${text} in ${region}`);
    }
  });
  assert.ok(count > 10000, `${count}`);
});
