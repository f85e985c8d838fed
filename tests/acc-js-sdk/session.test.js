'use strict';

const { test } = require('node:test');
const assert = require('node:assert/strict');
const { forAllTests, sdk, strict } = require('./sandbox.js');

let sandbox;
forAllTests((started) => { sandbox = started; });

test('a password opens a session that knows its operator and packages', async () => {
  const client = await sandbox.signIn('admin');
  assert.ok(client.isLogged());
  assert.ok(client.hasPackage('nms:campaign'));
  assert.equal(client.application.operator.login, 'admin');
  assert.equal(client.application.operator.timezone, 'Europe/Paris');
  assert.ok(client.application.operator.hasRight('admin'));
  assert.equal(client.getSessionInfo().serverInfo.instanceName, 'sandbox');
  await client.logoff();
});

test('a wrong password is refused', async () => {
  const client = await sdk.init(sdk.ConnectionParameters.ofUserAndPassword(sandbox.url, 'admin', 'wrong'));
  await assert.rejects(client.logon(), (error) => /The login or the password is not correct/.test(error.message));
  assert.ok(!client.isLogged());
});

test('getUserInfo tells rights and locale', async () => {
  const client = await sandbox.signIn('marie');
  const info = await client.NLWS.xtkSession.getUserInfo();
  assert.equal(info.login, 'marie');
  assert.equal(info.locale, 'fr');
  const rights = info['login-right'].map((right) => right.right);
  assert.ok(rights.includes('deliveryPrepare') && rights.includes('deliveryValidate'));
  await client.logoff();
});

for (const login of ['admin', 'marie', 'viewer']) {
  test(`the bearer token of ${login} is exchanged for a session`, async () => {
    const client = await sdk.init(sdk.ConnectionParameters.ofBearerToken(sandbox.url, `sandbox-${login}`));
    await client.logon();
    assert.equal(client.application.operator.login, login);
    assert.equal((await client.NLWS.xtkSession.getUserInfo()).login, login);
    await client.logoff();
    assert.ok(!client.isLogged());
  });

  test(`the bearer token of ${login} is enough on every call`, async () => {
    const client = await sdk.init(sdk.ConnectionParameters.ofImsBearerToken(sandbox.url, `sandbox-${login}`));
    await client.logon();
    assert.equal((await client.NLWS.xtkSession.getUserInfo()).login, login);
    await client.logoff();
  });
}

test('an unknown bearer token is refused in both ways', async () => {
  const exchanged = await sdk.init(sdk.ConnectionParameters.ofBearerToken(sandbox.url, 'sandbox-nobody'));
  const refusal = strict ? /SOP-330007[^]*XSV-350114/ : /bearer token is not valid/;
  await assert.rejects(exchanged.logon(), (error) => refusal.test(error.message));
  const direct = await sdk.init(sdk.ConnectionParameters.ofImsBearerToken(sandbox.url, 'sandbox-nobody'));
  await direct.logon();
  const ended = strict ? /500[^]*SOP-330007[^]*XSV-350114/ : /^401/;
  await assert.rejects(direct.NLWS.xtkSession.getUserInfo(), (error) => ended.test(error.message));
});

test('the server says that it runs, signed in or not', async () => {
  const client = await sandbox.signIn();
  assert.equal((await client.test()).status, 'OK');
  assert.equal((await client.ping()).status, 'OK');
  await client.logoff();
});

test('after logoff neither the client nor its tokens can be used', async () => {
  const client = await sandbox.signIn();
  const tokens = [client._sessionToken, client._securityToken];
  await client.logoff();
  assert.ok(!client.isLogged());
  const again = await sdk.init(sdk.ConnectionParameters.ofSessionAndSecurityToken(sandbox.url, ...tokens));
  await again.logon();
  await assert.rejects(again.NLWS.xtkSession.getUserInfo(), (error) => error.statusCode === 401);
});

test('a call with an expired session is a 401, and a client that can refresh repeats it', async () => {
  const client = await sandbox.signIn();
  const renewed = [];
  const refreshClient = async (expired) => {
    renewed.push(expired);
    const other = await sandbox.signIn();
    expired._sessionToken = other._sessionToken;
    expired._securityToken = other._securityToken;
    return expired;
  };
  const parameters = sdk.ConnectionParameters.ofUserAndPassword(sandbox.url, 'admin', 'sandbox', { refreshClient });
  const refreshed = await sdk.init(parameters);
  await refreshed.logon();
  await sandbox.expireSessions();
  await assert.rejects(client.NLWS.xtkSession.getUserInfo(), (error) => error.statusCode === 401);
  assert.equal((await refreshed.NLWS.xtkSession.getUserInfo()).login, 'admin');
  assert.equal(renewed.length, 1);
});
