/**
 * The one Trusted Types policy of the app. Scripts may be started from our own address only, and only through
 * here; the policy name is fixed in the Content-Security-Policy header.
 */

interface Policy { createScriptURL(url: string): string }
interface PolicyFactory {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): Policy;
}

let policy: Policy | null = null;

/** The address of a worker script (from a `?worker&url` import) in the form `new Worker` accepts. */
export function workerUrl(url: string): string {
  return trusted(url);
}

/** The address of the service worker in the form `register` accepts. */
export function serviceWorkerUrl(url: string): string {
  return trusted(url);
}

/** The type says string because the DOM's declarations do; under Trusted Types it is a TrustedScriptURL. */
function trusted(url: string): string {
  policy ??= makePolicy();
  return policy.createScriptURL(url);
}

function makePolicy(): Policy {
  const rules = { createScriptURL: ownAddress };
  const { trustedTypes } = globalThis as { trustedTypes?: PolicyFactory };
  return trustedTypes ? trustedTypes.createPolicy('selfward', rules) : rules;
}

function ownAddress(url: string): string {
  const { href, origin } = globalThis.location;
  if (new URL(url, href).origin !== origin) throw new TypeError('a script from elsewhere');
  return url;
}
