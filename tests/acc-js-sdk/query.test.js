'use strict';

const { after, before, test } = require('node:test');
const assert = require('node:assert/strict');
const { Sandbox, sdk } = require('./sandbox.js');

// DM55842, "Event launch SMS": 34 logs, two causes of exclusion.
const LAUNCH = 1206770;

let sandbox;
let client;
before(async () => {
  sandbox = await Sandbox.start();
  client = await sandbox.signIn();
});
after(() => sandbox.stop());

const query = (schema, operation, nodes, rest = {}) => client.NLWS.xtkQueryDef.create({
  schema,
  operation,
  select: { node: nodes.map((node) => (typeof node === 'string' ? { expr: node } : node)) },
  ...rest,
}).executeQuery();
const where = (...expressions) => ({ where: { condition: expressions.map((expr) => ({ expr })) } });

test('select answers rows with attributes, elements and links', async () => {
  const nodes = ['@id', '@label', '[properties/@toDeliver]', '[folderProcess/@fullName]', '[content/sms/source]'];
  const { delivery } = await query('nms:delivery', 'select', nodes, where(`@id=${LAUNCH}`));
  assert.equal(delivery.length, 1);
  assert.equal(delivery[0].id, '1206770');
  assert.equal(delivery[0].label, 'Event launch SMS');
  assert.equal(delivery[0].properties.toDeliver, '34');
  assert.equal(delivery[0].folderProcess.fullName, '/Profiles and Targets/Deliveries/');
  assert.match(delivery[0].content.sms.$source, /recipient\.firstName/);
});

test('analyze adds name and label of a code', async () => {
  const row = await query('nms:delivery', 'get', [{ expr: '@state', analyze: true }], where(`@id=${LAUNCH}`));
  assert.deepEqual([row.state, row.stateName, row.stateLabel], ['95', 'finished', 'Finished']);
});

test('get is a fault when there is nothing, getIfExists and select are not', async () => {
  const nobody = where('@id=0');
  await assert.rejects(query('nms:delivery', 'get', ['@id'], nobody), (error) => error.errorCode === 'SOP-330011');
  assert.equal(await query('nms:delivery', 'getIfExists', ['@id'], nobody), null);
  assert.deepEqual((await query('nms:delivery', 'select', ['@id'], nobody)).delivery, []);
});

test('count counts', async () => {
  const counted = await query('nms:broadLogRcp', 'count', [], where(`[@delivery-id]=${LAUNCH}`));
  assert.equal(counted.count, '34');
});

test('groupBy counts for each value', async () => {
  const nodes = [{ expr: '@status', groupBy: true, noSqlBind: true }, { expr: 'Count(@id)', alias: '@count' }];
  const rows = await query('nms:broadLogRcp', 'select', nodes, where(`[@delivery-id]=${LAUNCH}`));
  assert.deepEqual(rows.broadLogRcp.map(({ status, count }) => [status, count]), [['1', '34']]);
});

test('distinct answers each value once', async () => {
  const { delivery } = await query('nms:delivery', 'select', ['@messageType'], { distinct: true });
  assert.deepEqual(delivery.map((row) => row.messageType).sort(), ['0', '1']);
});

test('a collection is a sub-select, and a condition may hold a sub-query', async () => {
  const causes = { expr: 'dlvExclusion', node: [{ expr: '@count' }, { expr: '[typologyRule/@label]' }] };
  const row = await query('nms:delivery', 'get', ['@id', causes], where(`@id=${LAUNCH}`));
  assert.deepEqual(row.dlvExclusion.map((cause) => Number(cause.count)).sort(), [2, 6]);
  const condition = {
    expr: '@id',
    setOperator: 'IN',
    subQuery: {
      schema: 'nms:dlvExclusion',
      select: { node: [{ expr: '[@delivery-id]' }] },
      where: { condition: [{ expr: `[@delivery-id]=${LAUNCH}` }] },
    },
  };
  const found = await query('nms:delivery', 'select', ['@id'], { where: { condition: [condition] } });
  assert.deepEqual(found.delivery.map((delivery) => delivery.id), ['1206770']);
});

test('pages follow each other without gap or repetition', async () => {
  const page = (startLine) => query('nms:delivery', 'select', ['@id'], {
    ...where('@messageType=1'),
    orderBy: { node: [{ expr: '@id', sortDesc: true }] },
    startLine,
    lineCount: 40,
  });
  const { count } = await query('nms:delivery', 'count', [], where('@messageType=1'));
  const ids = [];
  for (let start = 0; start < Number(count); start += 40) {
    ids.push(...(await page(start)).delivery.map((row) => Number(row.id)));
  }
  assert.equal(ids.length, Number(count));
  assert.deepEqual(ids, [...new Set(ids)].sort((a, b) => b - a));
});

test('escaped text in a condition is only text', async () => {
  const label = "'; DROP TABLE delivery; --";
  const rows = await query('nms:delivery', 'select', ['@label'], where(sdk.escapeXtk`@label = ${label}`));
  assert.deepEqual(rows.delivery.map((row) => row.label), [label]);
});

test('the answer can be had as XML too', async () => {
  const definition = '<queryDef schema="nms:delivery" operation="get"><select><node expr="@id"/></select>'
    + `<where><condition expr="@id=${LAUNCH}"/></where></queryDef>`;
  const xml = await client.NLWS.xml.xtkQueryDef.create(sdk.DomUtil.parse(definition).documentElement).executeQuery();
  assert.equal(xml.tagName, 'delivery');
  assert.equal(xml.getAttribute('id'), '1206770');
});
