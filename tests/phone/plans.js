// Makes the numbering plans, crates/phone/plans.txt, from libphonenumber-js. `node plans.js FILE` writes them.
'use strict';

const { writeFileSync } = require('node:fs');
const { Metadata, getCountries, getExampleNumber } = require('libphonenumber-js/core');
const metadata = require('libphonenumber-js/metadata.max.json');
const examples = require('libphonenumber-js/examples.mobile.json');
const { version } = require('libphonenumber-js/package.json');
const { expand } = require('./prefixes.js');

const HEAD = `# Numbering plans of mobile telephone numbers. Made by \`cargo xtask phone-plans\` from libphonenumber-js ${version}
# (MIT licence), whose data come from Google's libphonenumber (Apache License 2.0). Do not edit.
#
# region|calling code|international prefixes|trunk prefixes|lengths|international format|national format
# - x stands for any digit in a prefix, and for a digit of the national number in a format.
# - The first trunk prefix is the one that the national format has; a - says that it has none.
# - Without a national format it is the trunk prefix and the international format. A - says that none is known.
# - A region with nothing but its calling code has the plan of the code's main country.
`;

/** What libphonenumber knows about a region. */
function about(region) {
  const all = new Metadata(metadata);
  all.selectNumberingPlan(region);
  return all.numberingPlan;
}

/** Numbers as ranges: `7-9,11`. */
function ranges(numbers) {
  const found = [];
  for (const number of [...new Set(numbers)].sort((a, b) => a - b)) {
    const last = found.at(-1);
    if (last?.[1] === number - 1) last[1] = number;
    else found.push([number, number]);
  }
  return found.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(',');
}

/** The lengths of mobile numbers of all regions with a calling code. */
function lengths(regions) {
  return ranges(regions.flatMap((region) => {
    const plan = about(region);
    return (plan.type('MOBILE') ?? plan).possibleLengths();
  }));
}

/** The international prefixes, the usual one first. */
function outward(plan) {
  const usual = (plan.defaultIDDPrefix() || '').replace(/\D/g, '');
  const all = expand(plan.IDDPrefix()).sort();
  return [...new Set(all.includes(usual) ? [usual, ...all] : all)].join(',');
}

/** The trunk prefix that a national format has, and others before a number of the example's kind. */
function trunks(plan, written, national) {
  // Longer ones choose a carrier or a service.
  const parsed = expand(plan.nationalPrefixForParsing() || '').filter((prefix) => /^\d{1,2}$/.test(prefix));
  const others = [plan.nationalPrefix() || '', ...parsed].filter((prefix) => prefix && !national.startsWith(prefix));
  return [...new Set([written || '-', ...others])].join(',').replace(/^-$/, '');
}

function line(region, regions) {
  const plan = about(region);
  const code = plan.callingCode();
  const example = getExampleNumber(region, examples, metadata);
  const { nationalNumber } = example;
  const international = example.formatInternational().replace(`+${code} `, '').replace(/\d/g, 'x');
  const formatted = example.formatNational();
  const digits = formatted.replace(/\D/g, '');
  const isKnown = digits.endsWith(nationalNumber);
  const written = isKnown ? digits.slice(0, -nationalNumber.length) : plan.nationalPrefix();
  let left = written.length;
  const national = formatted.replace(/\d/g, (digit) => (left-- > 0 ? digit : 'x'));
  const isUsual = national === written + international;
  const fields = [region, code, outward(plan), trunks(plan, written, nationalNumber), lengths(regions), international];
  return [...fields, isKnown ? (isUsual ? '' : national) : '-'].join('|').replace(/\|$/, '');
}

/** The whole text of plans.txt. */
function plans() {
  const codes = Object.entries(metadata.country_calling_codes);
  const mains = new Map(codes.map(([, regions]) => [regions[0], regions]));
  const lines = getCountries(metadata).map((region) => {
    const regions = mains.get(region);
    return regions ? line(region, regions) : `${region}|${about(region).callingCode()}`;
  });
  return `${HEAD}${lines.join('\n')}\n`;
}

module.exports = { plans };

if (require.main === module) writeFileSync(process.argv[2], plans());
