/**
 * The body of the viewer-request function, in JavaScript as CloudFront's runtime 2.0 knows it: no classes, spread,
 * timers or network, and no `await` inside an expression, where the runtime takes none among the arguments of a call
 * (CloudFront Developer Guide, "Use async and await"). `ROUTES` and `FAILOVER_CODES` are put before it when it is composed.
 *
 * It must never be the reason why a viewer gets nothing: whatever it cannot read leaves the configured order alone.
 */
export const HANDLER = String.raw`
async function handler(event) {
  const request = event.request;
  const revoked = await isRevoked(request);
  if (revoked) return refusal();
  const route = findRoute(request.uri);
  if (route) await direct(route);
  return request;
}

async function direct(route) {
  const asked = await askedOf(route);
  const swapped = asked.leave === route.regions[0];
  // A score decides before the order does: a group that selects by quality could send viewers to the region they are to leave.
  if (swapped || (route.quality && (asked.plain || asked.leave !== undefined))) {
    useGroup(swapped ? [route.regions[1], route.regions[0]] : route.regions, route.group);
  }
}

// A whole region's evacuation goes before what is asked of one channel.
async function askedOf(route) {
  const region = await read('evacuate');
  if (route.regions.indexOf(region) >= 0) return { leave: region };
  const value = await read('route:' + route.group + '/' + route.channel);
  const own = parsed(value);
  return { leave: route.regions.indexOf(own.leave) >= 0 ? own.leave : undefined, plain: own.plain === true };
}

function parsed(text) {
  try {
    return JSON.parse(text) || {};
  } catch (error) {
    return {};
  }
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
  if (pair.regions.length !== 2) return undefined;
  return { group: parts[3], channel: parts[4], regions: pair.regions, quality: pair.quality };
}

// Without selectionCriteria CloudFront asks the first origin, and the second when the first fails.
function useGroup(regions, group) {
  try {
    cf.createRequestOriginGroup({
      originIds: regions.map(function (region) {
        return { originId: group + '-' + region };
      }),
      failoverCriteria: { statusCodes: FAILOVER_CODES },
    });
  } catch (error) {
    console.log('regions not ordered: ' + error);
  }
}

async function isRevoked(request) {
  const sessions = sessionsOf(request);
  // Nobody holds that many sessions; looking them all up would let a viewer hide a revoked one behind the limit.
  if (sessions.length > 4) return true;
  for (let index = 0; index < sessions.length; index++) {
    const found = await read('revoked:' + sessions[index]);
    if (found !== undefined) return true;
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
