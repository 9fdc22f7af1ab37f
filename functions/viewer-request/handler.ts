/**
 * The body of the viewer-request function, in JavaScript as CloudFront's runtime 2.0 knows it: no classes, spread,
 * timers or network. `ROUTES` and `FAILOVER_CODES` are put before it when it is composed.
 *
 * It must never be the reason why a viewer gets nothing: whatever it cannot read leaves the configured order alone.
 */
export const HANDLER = String.raw`
async function handler(event) {
  const request = event.request;
  if (await isRevoked(request)) return refusal();
  const route = findRoute(request.uri);
  if (route && route.regions.length === 2 && (await read('evacuate')) === route.regions[0]) swapRegions(route);
  return request;
}

// A missing key and an unreadable store look alike, and both mean: as configured.
async function read(key) {
  try {
    return await cf.kvs().get(key);
  } catch (error) {
    return undefined;
  }
}

function findRoute(uri) {
  const parts = uri.split('/');
  if (parts[1] !== 'out' || parts[2] !== 'v1' || !has(ROUTES, parts[3])) return undefined;
  const group = ROUTES[parts[3]];
  const pair = group.pairs[has(group.channels, parts[4]) ? group.channels[parts[4]] : 0];
  return { group: parts[3], regions: pair.regions, quality: pair.quality };
}

function swapRegions(route) {
  const group = {
    originIds: [{ originId: route.group + '-' + route.regions[1] }, { originId: route.group + '-' + route.regions[0] }],
    failoverCriteria: { statusCodes: FAILOVER_CODES },
  };
  if (route.quality) group.selectionCriteria = 'media-quality-score';
  try {
    cf.createRequestOriginGroup(group);
  } catch (error) {
    console.log('evacuation not possible: ' + error);
  }
}

async function isRevoked(request) {
  const sessions = sessionsOf(request);
  // Nobody holds that many sessions; looking them all up would let a viewer hide a revoked one behind the limit.
  if (sessions.length > 4) return true;
  for (let index = 0; index < sessions.length; index++) {
    if ((await read('revoked:' + sessions[index])) !== undefined) return true;
  }
  return false;
}

// A session is known by the cookie that the session service sets, and by the signature itself, which a viewer cannot drop.
function sessionsOf(request) {
  const named = valuesOf(request.cookies, 'onair-session');
  const signed = valuesOf(request.querystring, 'Signature').concat(valuesOf(request.cookies, 'CloudFront-Signature'));
  return named.concat(signed.map(fingerprint)).filter(isKey);
}

// The first three bytes are left out: an ECDSA signature carries a length there that can differ without its being another signature.
function fingerprint(signature) {
  return signature.slice(4, 36);
}

function isKey(value) {
  return /^[A-Za-z0-9_~-]{1,64}$/.test(value);
}

function valuesOf(fields, name) {
  if (!has(fields, name)) return [];
  const field = fields[name];
  return field.multiValue ? field.multiValue.map(valueOf) : [valueOf(field)];
}

function valueOf(field) {
  return field.value;
}

function has(fields, name) {
  return Object.prototype.hasOwnProperty.call(fields || {}, name);
}

function refusal() {
  return { statusCode: 403, statusDescription: 'Forbidden', headers: { 'cache-control': { value: 'no-store' } } };
}
`;
