/** `fragments: 'tree'` builds nodes one by one: no innerHTML, so Trusted Types need no policy for Svelte. */
export default { compilerOptions: { runes: true, fragments: 'tree' } };
