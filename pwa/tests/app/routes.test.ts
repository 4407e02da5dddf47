import { describe, expect, it } from 'vitest';
import { match } from '../../src/app/routes';

describe('match', () => {
  it('finds a root screen', () => {
    expect(match('/journal')).toMatchObject({ screen: 'journal', path: '/journal', root: true });
  });

  it('takes the id out of the path', () => {
    expect(match('/part/AAAAAAAAAAAAAAAAAAAAAA')).toMatchObject({ screen: 'part', id: 'AAAAAAAAAAAAAAAAAAAAAA', up: '/parts' });
  });

  it('prefers a fixed name over an id', () => {
    expect(match('/journal/bin').screen).toBe('bin');
  });

  it('opens an empty page without an id', () => {
    const route = match('/write?source=shortcut');
    expect([route.screen, route.id, route.query.get('source')]).toEqual(['write', undefined, 'shortcut']);
  });

  it('overlooks a slash at the end', () => {
    expect(match('/more/').screen).toBe('more');
  });

  it.each(['/nowhere', '/part/', '/entry', '/security/none'])('shows Today for %s', (address) => {
    expect(match(address).screen).toBe('today');
  });
});
